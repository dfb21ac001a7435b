package hma.sandbox.bench;

import hma.sandbox.demo.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a part of {@code docs/benchmarks.md}; the file's other parts are left alone. */
final class CopyDocument {
  private static final DocumentPart PART = new DocumentPart("bench copy");
  private static final String HOW =
      """
      Every contender in turn, round by round; "cold" is the first round, the rest are medians of the
        others. "Rows" is carrying the rows alone; "whole" is all of it, for HMA every step from logging
        the changes to the validated foreign keys, with both sides compared before and once more while
        the worker would run; "outage" is what of it is left for the time without a worker, whose stop
        and boot are not in it. The agent is a new process in each switchover. Memory is the most that
        was resident.
      """;

  private CopyDocument() {}

  /** Writes it in place of what an earlier run wrote, or at the end. */
  static void write(CopyReport report, Path file) throws IOException {
    PART.write(part(report), file);
  }

  private static String part(CopyReport report) {
    return "## `./hma bench copy --rows %d --change %s --rounds %d`%n%n"
            .formatted(
                report.plan().rows(),
                Rendering.number(report.plan().changePercent()),
                report.plan().rounds())
        + DocumentPart.machine(report.machine(), HOW)
        + DocumentPart.bounds(report.bounds())
        + report.results().keySet().stream()
            .map(workload -> workload(report, workload))
            .collect(Collectors.joining());
  }

  private static String workload(CopyReport report, Workload workload) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "### %s, %,d rows%n%n| | cold | rows | whole | outage | of psql | bytes | method | processes |%n|---|---|---|---|---|---|---|---|---|%n",
            workload.label(),
            report.plan().rows()));
    for (Contender contender : Contender.values()) {
      report
          .series(workload, contender)
          .ifPresent(series -> text.append(row(report, workload, contender, series)));
    }
    return text.append('\n').toString();
  }

  private static String row(
      CopyReport report, Workload workload, Contender contender, Series series) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            DocumentPart.escaped(contender.label()),
            Rendering.seconds(series.cold().wholeMillis()),
            Rendering.seconds(series.median(Measurement::carryMillis)),
            Rendering.seconds(series.median(Measurement::wholeMillis)),
            contender.ours() ? Rendering.seconds(series.median(Measurement::outageMillis)) : "-",
            report
                .ratio(workload, contender, Contender.PSQL, Measurement::wholeMillis)
                .map(Rendering::number)
                .orElse("-"),
            contender.ours()
                ? Quantities.bytes(Math.round(series.median(Measurement::bytes)))
                : "-",
            series.methods().isEmpty() ? "-" : series.methods(),
            processes(series.processes()));
  }

  private static String processes(Map<String, ProcessUse> processes) {
    return processes.entrySet().stream()
        .map(entry -> Rendering.use(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; "));
  }
}
