package hma.sandbox.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What was measured, and what it says about the bounds of HMA's design.
 *
 * @param plan how much was measured
 * @param machine where
 * @param results by workload and contender; who could not take part is not there
 */
record CopyReport(CopyPlan plan, Machine machine, Map<Workload, Map<Contender, Series>> results)
    implements ReportOutput.Report {
  private static final double MEBI = 1024.0 * 1024.0;
  private static final double BARE_LIMIT = 1.1;
  private static final double SCHEMA_LIMIT = 0.4;
  private static final double CHANGED_LIMIT = 0.25;
  private static final double RESIDENT_LIMIT = 200;

  /**
   * To find a row that changed among others costs the hashes of its neighbours, whatever its own
   * size: several times the bytes of a short row, and so many for each row that changed.
   */
  private static final double LEEWAY_OF_BYTES = 10;

  private static final double ONE_PERCENT = 1;
  private static final String TIMES = "times";

  /** Copies the maps. */
  CopyReport {
    Map<Workload, Map<Contender, Series>> copy = new EnumMap<>(Workload.class);
    results.forEach((workload, series) -> copy.put(workload, Map.copyOf(series)));
    results = copy;
  }

  @Override
  public JsonObject json() {
    return CopyJson.of(this);
  }

  @Override
  public void print(PrintWriter out) {
    CopyTable.print(this, out);
  }

  @Override
  public void write(Path document) throws IOException {
    CopyDocument.write(this, document);
  }

  /** The measurements of one contender, if it took part. */
  Optional<Series> series(Workload workload, Contender contender) {
    return Optional.ofNullable(results.get(workload)).map(series -> series.get(contender));
  }

  /** A contender's median against that of another, if both took part. */
  Optional<Double> ratio(
      Workload workload,
      Contender contender,
      Contender against,
      ToLongFunction<Measurement> value) {
    return series(workload, contender)
        .flatMap(
            of -> series(workload, against).map(to -> divided(of.median(value), to.median(value))));
  }

  private Optional<Double> coldRatio(
      Workload workload,
      Contender contender,
      Contender against,
      ToLongFunction<Measurement> value) {
    return series(workload, contender)
        .flatMap(of ->
            series(workload, against)
                .map(to ->
                    divided(
                        (double) value.applyAsLong(of.cold()),
                        (double) value.applyAsLong(to.cold()))));
  }

  private static double divided(double value, double by) {
    return value / Math.max(1, by);
  }

  /** Lines 1, 2, 3 and 5 of section 12. */
  List<Bound> bounds() {
    return List.of(
        against(
            "full copy of one bare table, rows alone, against psql COPY | psql COPY",
            BARE_LIMIT,
            Workload.BARE_TABLE,
            Contender.PSQL,
            Measurement::carryMillis),
        against(
            "full copy into foreign keys and indexes, with proof, against pg_dump -a | psql",
            SCHEMA_LIMIT,
            Workload.SCHEMA,
            Contender.PG_DUMP,
            Measurement::wholeMillis),
        changedOutage(Workload.BARE_TABLE),
        changedOutage(Workload.SCHEMA),
        changedWork(Workload.BARE_TABLE),
        changedWork(Workload.SCHEMA),
        changedBytes(Workload.BARE_TABLE),
        changedBytes(Workload.SCHEMA),
        resident("master"),
        resident("agent"));
  }

  private Bound against(
      String what,
      double limit,
      Workload workload,
      Contender peer,
      ToLongFunction<Measurement> value) {
    return new Bound(
        what,
        limit,
        TIMES,
        coldRatio(workload, Contender.HMA_FULL, peer, value),
        ratio(workload, Contender.HMA_FULL, peer, value));
  }

  /** The design speaks of 1 percent; another share is shown and proves nothing. */
  private Bound changedOutage(Workload workload) {
    return changed(
        "in the outage after %s %% changed, with proof, against the fastest full copy: %s",
        plan.changePercent() == ONE_PERCENT ? CHANGED_LIMIT : Double.POSITIVE_INFINITY,
        workload,
        Measurement::outageMillis);
  }

  /** Most of it is done while the worker runs: it is shown. */
  private Bound changedWork(Workload workload) {
    return changed(
        "in all after %s %% changed, both sides compared twice, against the fastest full copy: %s",
        Double.POSITIVE_INFINITY, workload, Measurement::wholeMillis);
  }

  private Bound changed(
      String what, double limit, Workload workload, ToLongFunction<Measurement> value) {
    Optional<Double> warm =
        series(workload, Contender.HMA_CHANGED)
            .flatMap(
                changed -> fastest(workload).map(full -> divided(changed.median(value), full)));
    return new Bound(
        what.formatted(Rendering.number(plan.changePercent()), workload.label()),
        limit,
        TIMES,
        Optional.empty(),
        warm);
  }

  private Optional<Double> fastest(Workload workload) {
    return Stream.of(Contender.values())
        .filter(contender -> contender != Contender.HMA_CHANGED)
        .flatMap(contender -> series(workload, contender).stream())
        .map(full -> full.median(Measurement::wholeMillis))
        .min(Double::compare);
  }

  private Bound changedBytes(Workload workload) {
    return new Bound(
        "bytes after %s %% changed, of the bytes of a full copy: %s"
            .formatted(Rendering.number(plan.changePercent()), workload.label()),
        plan.changeShare() * LEEWAY_OF_BYTES,
        TIMES,
        coldRatio(workload, Contender.HMA_CHANGED, Contender.HMA_FULL, Measurement::bytes),
        ratio(workload, Contender.HMA_CHANGED, Contender.HMA_FULL, Measurement::bytes));
  }

  private Bound resident(String process) {
    Optional<Double> peak =
        results.values().stream()
            .flatMap(series -> series.values().stream())
            .flatMap(series -> Optional.ofNullable(series.processes().get(process)).stream())
            .map(use -> use.peakBytes() / MEBI)
            .max(Double::compare);
    return new Bound(
        "most memory resident of the " + process + ", with a heap of 64 MiB",
        RESIDENT_LIMIT,
        "MiB",
        Optional.empty(),
        peak);
  }
}
