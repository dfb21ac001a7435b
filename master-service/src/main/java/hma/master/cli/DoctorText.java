package hma.master.cli;

import hma.master.switchover.PreflightReport;
import hma.master.switchover.PreflightReport.Deployment;
import hma.master.switchover.PreflightReport.Skipped;
import hma.master.switchover.PreflightReport.TableForecast;
import hma.sync.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A preflight, for people. */
final class DoctorText {
  private static final int MOST_NAMES = 8;

  private final Marks marks;
  private final List<String> lines = new ArrayList<>();

  DoctorText(Marks marks) {
    this.marks = marks;
  }

  List<String> of(PreflightReport report) {
    lines.add("switchover from %s to %s".formatted(report.from().label(), report.to().label()));
    lines.add("");
    tables(report);
    report.skipped().forEach(this::skipped);
    if (!report.skipped().isEmpty()) {
      lines.add("");
    }
    deployment(report.deployment());
    report.findings().forEach(this::finding);
    if (!report.findings().isEmpty()) {
      lines.add("");
    }
    lines.add(verdict(report));
    return List.copyOf(lines);
  }

  private void tables(PreflightReport report) {
    if (report.tables().isEmpty()) {
      return;
    }
    Columns columns = new Columns("table", "method", ">rows", ">size", ">compare", ">copy");
    for (TableForecast table : report.tables()) {
      columns.add(
          table.table(),
          table.method(),
          "~" + Amounts.count(table.rows()),
          Amounts.bytes(table.bytes()),
          Amounts.time(table.compareMs()),
          table.copyMs() == 0 ? "-" : Amounts.time(table.copyMs()));
    }
    columns.add(
        "%d in all".formatted(report.tables().size()),
        "",
        "~" + Amounts.count(report.rows()),
        Amounts.bytes(report.bytes()),
        Amounts.time(report.compareMs()),
        Amounts.time(report.copyMs()));
    lines.addAll(columns.lines());
    lines.add("");
    lines.addAll(report.live() ? liveOutage(report) : standingOutage(report));
    lines.add("");
  }

  private static List<String> standingOutage(PreflightReport report) {
    return outage(
        report,
        "a worker's stop and boot, comparing, and copying what is copied whole",
        "if every table has changed so much that it is copied whole");
  }

  /** Comparing and copying are not in it. */
  private static List<String> liveOutage(PreflightReport report) {
    return outage(
        report,
        "a worker's stop and boot, and what is left to move then; the worker runs while the rest is compared and copied",
        "if every table without a key is written meanwhile, and so copied whole in the outage");
  }

  private static List<String> outage(PreflightReport report, String likely, String longest) {
    List<String> outage = new ArrayList<>();
    outage.add("outage about %s: %s".formatted(Amounts.time(report.outageMs()), likely));
    if (report.longestOutageMs() > report.outageMs()) {
      outage.add("at most about %s, %s".formatted(Amounts.time(report.longestOutageMs()), longest));
    }
    return outage;
  }

  private void skipped(Skipped skipped) {
    List<String> names = skipped.names();
    String more =
        names.size() > MOST_NAMES ? " and %d more".formatted(names.size() - MOST_NAMES) : "";
    lines.add(
        "not moved: %s %s%s (%s)"
            .formatted(
                skipped.what(),
                String.join(", ", names.stream().limit(MOST_NAMES).toList()),
                more,
                skipped.why()));
  }

  private void deployment(@Nullable Deployment deployment) {
    if (deployment != null) {
      lines.add(
          "deployment: the master runs as %s, and %s fits: %s"
              .formatted(deployment.runs(), deployment.fits(), deployment.why()));
      lines.add("");
    }
  }

  private void finding(Finding finding) {
    String mark = marks.of(finding.severity());
    lines.add(mark + " " + finding.what());
    if (!finding.remedy().isEmpty()) {
      lines.add(" ".repeat(mark.length() + 1) + finding.remedy());
    }
  }

  private String verdict(PreflightReport report) {
    long problems = Finding.problems(report.findings()).size();
    long warnings =
        report.findings().stream()
            .filter(finding -> finding.severity() == Finding.Severity.WARNING)
            .count();
    if (!report.complete()) {
      return marks.bad() + " not everything could be looked at: no switchover would start now";
    }
    if (problems > 0) {
      return "%s not fit: %s; a switchover would not start"
          .formatted(marks.bad(), counted(problems, "problem"));
    }
    return "%s fit for a switchover%s"
        .formatted(marks.good(), warnings == 0 ? "" : ", with " + counted(warnings, "warning"));
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
