package hma.sandbox.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** The report for other programs; times in milliseconds, sizes in bytes. */
final class CopyJson {
  private CopyJson() {}

  /** All measurements, medians and bounds. */
  static JsonObject of(CopyReport report) {
    JsonArray workloads = new JsonArray();
    report
        .results()
        .forEach((workload, contenders) ->
            workloads.add(
                new JsonObject()
                    .put("workload", workload.name().toLowerCase(Locale.ROOT))
                    .put("contenders", contenders(report, workload, contenders))));
    return new JsonObject()
        .put("rows", report.plan().rows())
        .put("changePercent", report.plan().changePercent())
        .put("rounds", report.plan().rounds())
        .put("machine", ReportJson.machine(report.machine()))
        .put("workloads", workloads)
        .put("bounds", ReportJson.bounds(report.bounds()));
  }

  private static JsonArray contenders(
      CopyReport report, Workload workload, Map<Contender, Series> contenders) {
    JsonArray all = new JsonArray();
    contenders.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> all.add(contender(report, workload, entry.getKey(), entry.getValue())));
    return all;
  }

  private static JsonObject contender(
      CopyReport report, Workload workload, Contender contender, Series series) {
    JsonArray rounds = new JsonArray();
    series.measurements().forEach(measurement -> rounds.add(measurement(measurement)));
    JsonObject json =
        new JsonObject()
            .put("contender", contender.label())
            .put("coldMs", series.cold().wholeMillis())
            .put("medianCarryMs", series.median(Measurement::carryMillis))
            .put("medianWholeMs", series.median(Measurement::wholeMillis))
            .put("medianOutageMs", series.median(Measurement::outageMillis))
            .put("medianBytes", series.median(Measurement::bytes))
            .put("method", series.methods())
            .put("processes", processes(series.processes()))
            .put("rounds", rounds);
    report
        .ratio(workload, contender, Contender.PSQL, Measurement::wholeMillis)
        .ifPresent(ratio -> json.put("ratioToPsql", ratio));
    return json;
  }

  private static JsonObject measurement(Measurement measurement) {
    return new JsonObject()
        .put("carryMs", measurement.carryMillis())
        .put("wholeMs", measurement.wholeMillis())
        .put("outageMs", measurement.outageMillis())
        .put("bytes", measurement.bytes())
        .put("method", measurement.methods())
        .put("processes", processes(measurement.processes()));
  }

  private static JsonObject processes(Map<String, ProcessUse> processes) {
    JsonObject json = new JsonObject();
    processes.forEach((name, use) ->
        json.put(
            name,
            new JsonObject().put("peakBytes", use.peakBytes()).put("cpuMs", use.cpuMillis())));
    return json;
  }
}
