package hma.master.cli;

import hma.master.schedule.Boundary;
import hma.master.schedule.Plan;
import hma.protocol.Side;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan, drawn: a line a month, a sign a day. */
final class PlanText {
  private static final String RULER = "1        10        20        30 ";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** How many signs all hours of an account are. */
  private static final int BAR = 20;

  private PlanText() {}

  static List<String> of(Plan plan, Marks marks) {
    List<String> lines = new ArrayList<>();
    lines.add("month    %s  master h   slave h  next active".formatted(RULER));
    ZoneId zone = ZoneId.of(plan.zone());
    plan.months().forEach(month -> lines.add(line(month, zone, marks)));
    lines.add(
        "         %s the master is active at noon of that day, %s the slave; days are of %s, hours of UTC's months"
            .formatted(marks.day(Side.MASTER), marks.day(Side.SLAVE), plan.zone()));
    lines.add("");
    lines.add("always-on processes that an account carries");
    lines.add("hours a month               master     slave");
    plan.budgets().forEach(budget -> lines.add(line(budget)));
    if (!plan.accounts().isEmpty()) {
      lines.add("");
      lines.add("eco hours of this month");
      plan.accounts().forEach(account -> lines.add(line(account, marks)));
    }
    return lines;
  }

  private static String line(Plan.Month month, ZoneId zone, Marks marks) {
    StringBuilder days = new StringBuilder();
    month
        .days()
        .chars()
        .forEach(day -> days.append(marks.day(day == 'm' ? Side.MASTER : Side.SLAVE)));
    return String.format(
        Locale.ROOT,
        "%s  %-31s  %8.1f  %8.1f  %s",
        month.month(),
        days,
        month.masterHours(),
        month.slaveHours(),
        String.join(
            ", ", month.boundaries().stream().map(boundary -> boundary(boundary, zone)).toList()));
  }

  private static String boundary(Boundary boundary, ZoneId zone) {
    return boundary.to().label() + " from " + MOMENT.format(boundary.at().atZone(zone));
  }

  private static String line(Plan.Budget budget) {
    String name =
        switch (budget.hours()) {
          case Plan.FREE_HOURS -> "550 (free, in 2020)";
          case Plan.ECO_HOURS -> "1000 (Eco)";
          default -> Integer.toString(budget.hours());
        };
    return "%-26s  %6s  %8s"
        .formatted(name, processes(budget.masterProcesses()), processes(budget.slaveProcesses()));
  }

  private static String line(Plan.Account account, Marks marks) {
    return String.format(
        Locale.ROOT,
        "%-6s  [%s]  %.1f of %.0f left; active for %.1f h until the month ends: %s",
        account.side().label(),
        bar(account, marks),
        account.leftHours(),
        account.totalHours(),
        account.activeHours(),
        carried(account));
  }

  private static String carried(Plan.Account account) {
    Integer processes = account.processes();
    return processes == null ? "not needed" : "they carry " + processes;
  }

  private static String bar(Plan.Account account, Marks marks) {
    double share = account.totalHours() <= 0 ? 0 : account.leftHours() / account.totalHours();
    int left = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
    return marks.bar().repeat(left) + " ".repeat(BAR - left);
  }

  private static String processes(@Nullable Integer count) {
    return count == null ? "any" : count.toString();
  }
}
