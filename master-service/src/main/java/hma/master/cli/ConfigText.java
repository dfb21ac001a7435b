package hma.master.cli;

import hma.config.ConfigReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The settings of a service, for people. */
final class ConfigText {
  private ConfigText() {}

  static List<String> of(ConfigReport report, Marks marks) {
    Columns columns = new Columns("setting", "value", "from");
    for (ConfigReport.Entry entry : report.settings()) {
      columns.add(entry.name(), Objects.requireNonNullElse(entry.value(), "-"), entry.origin());
    }
    List<String> lines = new ArrayList<>(columns.lines());
    lines.add("");
    report.problems().forEach(problem -> lines.add(marks.bad() + " " + problem));
    report.warnings().forEach(warning -> lines.add(marks.caution() + " " + warning));
    lines.add(
        report.usable()
            ? "%s the %s can start with these".formatted(marks.good(), report.role())
            : "%s the %s does not start with these".formatted(marks.bad(), report.role()));
    return lines;
  }
}
