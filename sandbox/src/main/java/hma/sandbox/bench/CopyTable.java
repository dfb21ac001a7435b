package hma.sandbox.bench;

import hma.sandbox.demo.Quantities;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for a terminal. */
final class CopyTable {
  private static final String ROW = "  %-27s %10s %10s %10s %10s %8s %11s  %s%n";

  private CopyTable() {}

  /** Prints every contender of every workload, what each process used, and the bounds. */
  static void print(CopyReport report, PrintWriter out) {
    for (Workload workload : report.results().keySet()) {
      out.printf(Locale.ROOT, "%n%s, %,d rows%n", workload.label(), report.plan().rows());
      out.printf(ROW, "", "cold", "rows", "whole", "outage", "ratio", "bytes", "method");
      for (Contender contender : Contender.values()) {
        report
            .series(workload, contender)
            .ifPresent(series -> printRow(report, workload, contender, series, out));
      }
      printProcesses(report, workload, out);
    }
    BoundLines.print(report.bounds(), report.machine(), out);
  }

  private static void printRow(
      CopyReport report, Workload workload, Contender contender, Series series, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        ROW,
        contender.label(),
        Rendering.seconds(series.cold().wholeMillis()),
        Rendering.seconds(series.median(Measurement::carryMillis)),
        Rendering.seconds(series.median(Measurement::wholeMillis)),
        contender.ours() ? Rendering.seconds(series.median(Measurement::outageMillis)) : "-",
        report
            .ratio(workload, contender, Contender.PSQL, Measurement::wholeMillis)
            .map(Rendering::number)
            .orElse("-"),
        contender.ours() ? Quantities.bytes(Math.round(series.median(Measurement::bytes))) : "-",
        series.methods());
  }

  private static void printProcesses(CopyReport report, Workload workload, PrintWriter out) {
    for (Contender contender : Contender.values()) {
      Map<String, ProcessUse> processes =
          report.series(workload, contender).map(Series::processes).orElse(Map.of());
      List<String> uses =
          processes.entrySet().stream()
              .map(entry -> Rendering.use(entry.getKey(), entry.getValue()))
              .toList();
      if (!uses.isEmpty()) {
        out.printf(Locale.ROOT, "  %-27s %s%n", contender.label(), String.join("; ", uses));
      }
    }
  }
}
