package hma.master.cli;

import hma.master.inspection.ComparisonReport;
import hma.master.inspection.ComparisonReport.SequenceResult;
import hma.master.inspection.ComparisonReport.TableResult;
import hma.master.inspection.ComparisonReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison, for people. */
final class CompareText {
  private final Marks marks;
  private final List<String> lines = new ArrayList<>();

  CompareText(Marks marks) {
    this.marks = marks;
  }

  List<String> of(ComparisonReport report) {
    String active = report.active().label();
    String standby = report.standby().label();
    Columns columns =
        new Columns("", "table", ">rows on the " + active, ">rows on the " + standby, "");
    for (TableResult table : report.tables()) {
      columns.add(
          mark(table.verdict()),
          table.table(),
          rows(table.activeRows()),
          rows(table.standbyRows()),
          verdict(table));
    }
    if (!columns.isEmpty()) {
      lines.addAll(columns.lines());
      lines.add("");
    }
    report.tables().forEach(table -> keys(table, active, standby));
    sequences(report, active, standby);
    report.findings().forEach(finding -> lines.add(marks.bad() + " " + finding));
    if (!report.findings().isEmpty()) {
      lines.add("");
    }
    if (report.writing() && isOtherData(report)) {
      lines.add(
          marks.caution()
              + " the %s is active and being written to: differences are expected"
                  .formatted(active));
    }
    lines.add(conclusion(report));
    return List.copyOf(lines);
  }

  private static boolean isOtherData(ComparisonReport report) {
    return report.tables().stream().anyMatch(table -> table.verdict() == Verdict.DIFFERENT)
        || report.sequences().stream().anyMatch(sequence -> !sequence.equal());
  }

  private String mark(Verdict verdict) {
    return switch (verdict) {
      case EQUAL -> marks.good();
      case DIFFERENT, UNFIT -> marks.bad().equals(Marks.PLAIN.bad()) ? "DIFF" : marks.bad();
      case UNKNOWN -> marks.bad().equals(Marks.PLAIN.bad()) ? "?" : marks.caution();
    };
  }

  private static String rows(@Nullable Long rows) {
    return rows == null ? "-" : Amounts.count(rows);
  }

  private static String verdict(TableResult table) {
    return switch (table.verdict()) {
      case EQUAL -> "equal";
      case DIFFERENT ->
          table.differing() == null || !table.keys().isEmpty()
              ? "different"
              : "different: %s rows".formatted(Amounts.count(table.differing()));
      case UNFIT, UNKNOWN -> String.valueOf(table.reason());
    };
  }

  private void keys(TableResult table, String active, String standby) {
    if (table.keys().isEmpty()) {
      return;
    }
    lines.add("%s, the first %d that differ:".formatted(table.table(), table.keys().size()));
    Columns columns = new Columns("  key", "");
    for (ComparisonReport.DifferingKey key : table.keys()) {
      columns.add(
          "  " + key.key(),
          switch (key.difference()) {
            case ONLY_ACTIVE -> "on the " + active + " only";
            case ONLY_STANDBY -> "on the " + standby + " only";
            case CHANGED -> "other values";
          });
    }
    columns.lines().stream().skip(1).forEach(lines::add);
    lines.add("");
  }

  private void sequences(ComparisonReport report, String active, String standby) {
    Columns columns = new Columns("", "sequence", ">on the " + active, ">on the " + standby);
    for (SequenceResult sequence : report.sequences()) {
      if (!sequence.equal()) {
        columns.add(
            mark(Verdict.DIFFERENT), sequence.sequence(), sequence.active(), sequence.standby());
      }
    }
    if (!columns.isEmpty()) {
      lines.addAll(columns.lines());
      lines.add("");
    }
  }

  private String conclusion(ComparisonReport report) {
    long tables =
        report.tables().stream().filter(table -> table.verdict() != Verdict.EQUAL).count();
    long sequences = report.sequences().stream().filter(sequence -> !sequence.equal()).count();
    if (report.equal()) {
      return "%s equal: %d tables and %d sequences"
          .formatted(marks.good(), report.tables().size(), report.sequences().size());
    }
    return "%s %s: %d of %d tables, %d of %d sequences"
        .formatted(
            mark(report.differs() ? Verdict.DIFFERENT : Verdict.UNKNOWN),
            report.complete() ? "different" : "different or not known",
            tables,
            report.tables().size(),
            sequences,
            report.sequences().size());
  }
}
