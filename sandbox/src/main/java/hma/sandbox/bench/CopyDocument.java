package hma.sandbox.bench;

import hma.sandbox.demo.Quantities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as a part of {@code docs/benchmarks.md}; the file's other parts are left alone. */
final class CopyDocument {
  private static final String BEGIN = "<!-- written by ./hma bench copy -->";
  private static final String END = "<!-- end of ./hma bench copy -->";
  private static final String HEAD =
      """
      # Benchmarks

      No number here was typed by hand: each part is written by the command that it names. Ratios are
      what counts; the seconds say more about the machine.

      """;

  private CopyDocument() {}

  /** Writes it in place of what an earlier run wrote, or at the end. */
  static void write(CopyReport report, Path file) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : HEAD;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, placed(before, part(report)));
  }

  /** The document with that part instead of the former one. */
  static String placed(String document, String part) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    String wrapped = BEGIN + "\n" + part + END;
    if (begin < 0 || end < begin) {
      return document.stripTrailing() + "\n\n" + wrapped + "\n";
    }
    return document.substring(0, begin) + wrapped + document.substring(end + END.length());
  }

  private static String part(CopyReport report) {
    return "## `./hma bench copy --rows %d --change %s --rounds %d`%n%n"
            .formatted(
                report.plan().rows(),
                Rendering.number(report.plan().changePercent()),
                report.plan().rounds())
        + machine(report)
        + bounds(report)
        + report.results().keySet().stream()
            .map(workload -> workload(report, workload))
            .collect(Collectors.joining());
  }

  private static String machine(CopyReport report) {
    Machine machine = report.machine();
    String missing =
        machine.missing().stream()
            .map(what -> "\n- Not compared: " + what)
            .collect(Collectors.joining());
    return """
    - %s
    - %s, %s of memory, %s; load in the minute before: %s
    - %s; %s; both services in heaps of 64 MiB, through the sandbox's routers
    - Every contender in turn, round by round; "cold" is the first round, the rest are medians of the
      others. "Rows" is carrying the rows alone; "whole" is all from opening the target's transaction
      to its commit, for HMA with the fence and the proof that both sides are equal. The agent is a
      new process in each switchover. Memory is the most that was resident.%s

    """
        .formatted(
            machine.at(),
            machine.processor(),
            Rendering.mebibytes(machine.memoryBytes()),
            machine.system(),
            Rendering.number(machine.loadBefore()),
            machine.server(),
            machine.java(),
            missing);
  }

  private static String bounds(CopyReport report) {
    return report.bounds().stream()
        .map(bound ->
            "| %s | %s %s | %s | %s | **%s** |%n"
                .formatted(
                    bound.what().replace("|", "\\|"),
                    CopyTable.limit(bound),
                    bound.unit(),
                    CopyTable.shown(bound.warm()),
                    CopyTable.shown(bound.cold()),
                    bound.verdict()))
        .collect(
            Collectors.joining(
                "", "| to reach | at most | warm | cold | |\n|---|---|---|---|---|\n", "\n"));
  }

  private static String workload(CopyReport report, Workload workload) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "### %s, %,d rows%n%n| | cold | rows | whole | of psql | bytes | method | processes |%n|---|---|---|---|---|---|---|---|%n",
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
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            contender.label().replace("|", "\\|"),
            Rendering.seconds(series.cold().wholeMillis()),
            Rendering.seconds(series.median(Measurement::carryMillis)),
            Rendering.seconds(series.median(Measurement::wholeMillis)),
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
