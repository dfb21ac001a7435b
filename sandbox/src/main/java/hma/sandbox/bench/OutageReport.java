package hma.sandbox.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was measured, and what it says about the bounds of HMA's design.
 *
 * @param plan how much was measured
 * @param machine where
 * @param sizes the smaller one first
 * @param capture what the log of changes costs the writers
 */
record OutageReport(OutagePlan plan, Machine machine, List<OutageSize> sizes, CaptureCost capture)
    implements ReportOutput.Report {
  private static final double CUT_OVER_LIMIT = 300;
  private static final double GROWTH_LIMIT = 1.2;
  private static final long ROWS_OF_THE_LIMIT = 2_000_000;
  private static final double RATE_OF_THE_LIMIT = 500;

  /** A rate that was reached but for what the machine's other work takes. */
  private static final double NEARLY = 0.95;

  /** Copies the list. */
  OutageReport {
    sizes = List.copyOf(sizes);
  }

  @Override
  public JsonObject json() {
    return OutageJson.of(this);
  }

  @Override
  public void print(PrintWriter out) {
    OutageTable.print(this, out);
  }

  @Override
  public void write(Path document) throws IOException {
    OutageDocument.write(this, document);
  }

  /** The smaller size. */
  OutageSize smaller() {
    return sizes.getFirst();
  }

  /** The one ten times as large. */
  OutageSize larger() {
    return sizes.getLast();
  }

  /** How much longer a part takes with ten times the rows; empty where it was not told. */
  Optional<Double> growth(OutagePart part) {
    return smaller()
        .median(part)
        .flatMap(small -> larger().median(part).map(large -> large / Math.max(1, small)));
  }

  /** Line 4 of section 12. */
  List<Bound> bounds() {
    return List.of(cutOver(smaller()), cutOver(larger()), grown());
  }

  /** The design speaks of 500 transactions a second; fewer are shown and prove nothing. */
  private Bound cutOver(OutageSize size) {
    double limit = size.rows() > ROWS_OF_THE_LIMIT ? CUT_OVER_LIMIT * GROWTH_LIMIT : CUT_OVER_LIMIT;
    return new Bound(
        String.format(
            Locale.ROOT,
            "cut-over at %,d rows under %s transactions a second",
            size.rows(),
            Rendering.whole(size.rate())),
        judged(size) ? limit : Double.POSITIVE_INFINITY,
        "ms",
        size.coldMedian(OutagePart.CUT_OVER),
        size.median(OutagePart.CUT_OVER));
  }

  private Bound grown() {
    Optional<Double> cold =
        smaller()
            .coldMedian(OutagePart.CUT_OVER)
            .flatMap(small ->
                larger().coldMedian(OutagePart.CUT_OVER).map(large -> large / Math.max(1, small)));
    return new Bound(
        "growth of the cut-over with ten times the rows",
        judged(smaller()) && judged(larger()) ? GROWTH_LIMIT : Double.POSITIVE_INFINITY,
        "times",
        cold,
        growth(OutagePart.CUT_OVER));
  }

  private static boolean judged(OutageSize size) {
    return size.rate() >= RATE_OF_THE_LIMIT * NEARLY;
  }
}
