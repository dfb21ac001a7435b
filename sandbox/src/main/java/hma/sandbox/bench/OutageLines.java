package hma.sandbox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The report's numbers as text: a line of cells for each thing measured. */
final class OutageLines {
  private OutageLines() {}

  /** The names of the cells. */
  static List<String> head(OutageReport report) {
    List<String> cells = new ArrayList<>(List.of("median, worst"));
    report.sizes().forEach(size -> cells.add(Rendering.whole(size.rows()) + " rows"));
    cells.add("growth");
    return cells;
  }

  /** Each part of the outage, the rows of the last round, and what it is compared with. */
  static List<List<String>> of(OutageReport report) {
    List<List<String>> lines = new ArrayList<>();
    for (OutagePart part : OutagePart.values()) {
      lines.add(line(report, part.label(), report.growth(part), size -> part(size, part)));
    }
    lines.add(
        line(report, "changed rows in the last round", Optional.empty(), OutageLines::lastRound));
    lines.add(
        line(
            report,
            "transactions a second before",
            Optional.empty(),
            size -> Optional.of(Rendering.whole(size.rate()))));
    lines.add(
        line(
            report,
            "pg_dump -a | psql, alone",
            grown(report, OutageLines::dump),
            size -> dump(size).map(Rendering::millis)));
    lines.add(
        line(
            report,
            "outage with it: stop, copy, boot",
            grown(report, OutageSize::stopCopyStart),
            size -> size.stopCopyStart().map(Rendering::millis)));
    return lines;
  }

  /** What the log of changes costs, a sentence. */
  static String capture(CaptureCost cost) {
    return "writers as fast as they can: %s transactions a second, %s while their changes are logged: %s times"
        .formatted(
            Rendering.whole(cost.without()),
            Rendering.whole(cost.with()),
            Rendering.number(cost.ratio()));
  }

  /** That nothing is missing, a sentence. */
  static String sound(OutageReport report) {
    return "%s transactions acknowledged, 0 lost"
        .formatted(
            Rendering.whole(report.sizes().stream().mapToLong(OutageSize::acknowledged).sum()));
  }

  private static List<String> line(
      OutageReport report,
      String label,
      Optional<Double> growth,
      Function<OutageSize, Optional<String>> cell) {
    List<String> cells = new ArrayList<>(List.of(label));
    report.sizes().forEach(size -> cells.add(cell.apply(size).orElse("-")));
    cells.add(growth.map(Rendering::number).orElse("-"));
    return cells;
  }

  private static Optional<String> part(OutageSize size, OutagePart part) {
    return size.median(part)
        .flatMap(median ->
            size.worst(part)
                .map(worst -> Rendering.millis(median) + ", " + Rendering.millis(worst)));
  }

  private static Optional<String> lastRound(OutageSize size) {
    return size.lastRound()
        .flatMap(median ->
            size.mostInLastRound()
                .map(most -> Rendering.whole(median) + ", " + Rendering.whole(most)));
  }

  private static Optional<Double> dump(OutageSize size) {
    return size.dump().map(copies -> copies.median(Measurement::wholeMillis));
  }

  private static Optional<Double> grown(
      OutageReport report, Function<OutageSize, Optional<Double>> value) {
    return value
        .apply(report.smaller())
        .flatMap(small -> value.apply(report.larger()).map(large -> large / Math.max(1, small)));
  }
}
