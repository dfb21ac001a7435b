package hma.sandbox.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The report as a part of {@code docs/benchmarks.md}. */
final class OutageDocument {
  private static final DocumentPart PART = new DocumentPart("bench outage");

  private OutageDocument() {}

  /** Writes it in place of what an earlier run wrote, or at the end. */
  static void write(OutageReport report, Path file) throws IOException {
    PART.write(part(report), file);
  }

  private static String part(OutageReport report) {
    OutagePlan plan = report.plan();
    return "## `./hma bench outage --rows %d --rate %d --writers %d --rounds %d`%n%n"
            .formatted(plan.rows(), plan.rate(), plan.writers(), plan.rounds())
        + DocumentPart.machine(report.machine(), how(report))
        + DocumentPart.bounds(report.bounds())
        + table(report);
  }

  private static String how(OutageReport report) {
    return """
    A round is a switchover there and back while a worker writes over %d connections: each
      transaction updates a row of the large table at random, adds two to others and deletes one.
      "Cold" is the first round; medians are those of the others, the worst is of all. The writers'
      outage is from the last answer on one side to the first on the other, with the start of their
      JVM; the master takes a worker for up when Heroku does.
    - %s
    - `pg_dump -a | psql` copies the same rows once nobody writes any more, and proves nothing; the
      outage with it is the stop, that copy and the boot.
    - %s (medians of %d warm rounds, in turn, on a database of its own with %s rows).
    """
        .formatted(
            report.plan().writers(),
            OutageLines.sound(report),
            OutageLines.capture(report.capture()),
            report.capture().rounds().size() - 1,
            Rendering.whole(report.smaller().rows()));
  }

  private static String table(OutageReport report) {
    return row(OutageLines.head(report))
        + "|---|---|---|---|\n"
        + OutageLines.of(report).stream().map(OutageDocument::row).collect(Collectors.joining())
        + "\n";
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(DocumentPart::escaped)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
