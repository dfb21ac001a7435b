package hma.sandbox.bench;

import java.io.PrintWriter;
import java.util.List;

/** The report for a terminal. */
final class OutageTable {
  private OutageTable() {}

  /** Prints each part of the outage at both sizes, and the bounds. */
  static void print(OutageReport report, PrintWriter out) {
    out.println();
    printRow(OutageLines.head(report), out);
    OutageLines.of(report).forEach(line -> printRow(line, out));
    out.println();
    out.println("  " + OutageLines.capture(report.capture()));
    out.println("  " + OutageLines.sound(report));
    BoundLines.print(report.bounds(), report.machine(), out);
  }

  private static void printRow(List<String> cells, PrintWriter out) {
    out.printf("  %-34s %22s %22s %8s%n", cells.toArray());
  }
}
