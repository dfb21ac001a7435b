package hma.sandbox.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The report for other programs; times in milliseconds. */
final class OutageJson {
  private OutageJson() {}

  /** All measurements, medians and bounds. */
  static JsonObject of(OutageReport report) {
    JsonArray sizes = new JsonArray();
    report.sizes().forEach(size -> sizes.add(size(size)));
    JsonObject growth = new JsonObject();
    for (OutagePart part : OutagePart.values()) {
      report.growth(part).ifPresent(ratio -> growth.put(name(part), ratio));
    }
    return new JsonObject()
        .put("rows", report.plan().rows())
        .put("rate", report.plan().rate())
        .put("writers", report.plan().writers())
        .put("rounds", report.plan().rounds())
        .put("machine", ReportJson.machine(report.machine()))
        .put("sizes", sizes)
        .put("growth", growth)
        .put("capture", capture(report.capture()))
        .put("bounds", ReportJson.bounds(report.bounds()));
  }

  private static JsonObject size(OutageSize size) {
    JsonObject medians = new JsonObject();
    JsonObject worst = new JsonObject();
    for (OutagePart part : OutagePart.values()) {
      size.median(part).ifPresent(millis -> medians.put(name(part), millis));
      size.worst(part).ifPresent(millis -> worst.put(name(part), millis));
    }
    JsonArray outages = new JsonArray();
    size.outages().forEach(outage -> outages.add(outage(outage)));
    JsonObject json =
        new JsonObject()
            .put("rows", size.rows())
            .put("acknowledged", size.acknowledged())
            .put("lost", 0)
            .put("rate", size.rate())
            .put("medianMs", medians)
            .put("worstMs", worst)
            .put("outages", outages);
    size.lastRound().ifPresent(rows -> json.put("lastRoundRows", rows));
    size.dump().ifPresent(copies -> json.put("pgDumpMs", copies.median(Measurement::wholeMillis)));
    size.stopCopyStart().ifPresent(millis -> json.put("stopCopyStartMs", millis));
    return json;
  }

  private static JsonObject outage(Outage outage) {
    JsonObject json = new JsonObject();
    for (OutagePart part : OutagePart.values()) {
      outage.millis(part).ifPresent(millis -> json.put(name(part), millis));
    }
    outage.lastRound().ifPresent(rows -> json.put("lastRoundRows", rows));
    return json.put("rate", outage.rate());
  }

  private static JsonObject capture(CaptureCost cost) {
    JsonArray rounds = new JsonArray();
    cost.rounds()
        .forEach(pair ->
            rounds.add(new JsonObject().put("without", pair.without()).put("with", pair.with())));
    return new JsonObject()
        .put("without", cost.without())
        .put("with", cost.with())
        .put("ratio", cost.ratio())
        .put("rounds", rounds);
  }

  private static String name(OutagePart part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
