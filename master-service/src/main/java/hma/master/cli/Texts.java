package hma.master.cli;

import hma.master.switchover.AlarmView;
import hma.master.switchover.ExpectedOutage;
import hma.master.switchover.NextView;
import hma.master.switchover.PauseView;
import hma.master.switchover.QuotaView;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Side;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the commands show, for people. */
final class Texts {
  private Texts() {}

  static List<String> of(StatusView status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "active      %s%s, epoch %d"
            .formatted(
                label(status.active()),
                status.activeSince() == null ? "" : " since " + moment(status.activeSince()),
                status.epoch()));
    lines.add("state       " + status.state());
    lines.add("standby     " + fresh(status.standby().freshAsOf()));
    lines.add("next        " + next(status.next()));
    if (status.paused() != null) {
      lines.add("schedule    " + of(status.paused()));
    }
    for (QuotaView quota : status.quotas()) {
      lines.add(
          "eco hours   %s: %.1f of %.0f are left this month"
              .formatted(quota.side().label(), quota.leftHours(), quota.totalHours()));
    }
    if (status.standby().openUntil() != null) {
      lines.add("standby     open for migrations until " + moment(status.standby().openUntil()));
    }
    if (status.switchover() != null) {
      lines.addAll(of(status.switchover()));
    }
    for (AlarmView alarm : status.alarms()) {
      lines.add(
          "alarm       %s since %s: %s"
              .formatted(alarm.code(), moment(alarm.since()), alarm.message()));
    }
    return lines;
  }

  static List<String> of(SwitchoverView switchover) {
    List<String> lines = new ArrayList<>();
    lines.add(state(switchover));
    if (switchover.outageMs() != null) {
      lines.add(
          "  outage    %s (stop %s, cut-over %s, boot %s)"
              .formatted(
                  milliseconds(switchover.outageMs()),
                  milliseconds(switchover.stopMs()),
                  milliseconds(switchover.cutOverMs()),
                  milliseconds(switchover.bootMs())));
    }
    if (switchover.expected() != null) {
      lines.add("  outage    " + of(switchover.expected()));
    }
    if (switchover.rows() > 0 || switchover.verified()) {
      lines.add(
          "  moved     %d rows, %d bytes, %s"
              .formatted(
                  switchover.rows(),
                  switchover.bytes(),
                  switchover.verified() ? "verified" : "not verified yet"));
    }
    if (switchover.freshAsOf() != null) {
      lines.add("  standby   " + fresh(switchover.freshAsOf()));
    }
    if (switchover.failure() != null) {
      lines.add("  failure   " + switchover.failure());
    }
    return lines;
  }

  private static String of(ExpectedOutage expected) {
    return "about %s to expect: cut-over %s as measured, stop and boot %s %s"
        .formatted(
            Amounts.time(expected.outageMs()),
            Amounts.time(expected.cutOverMs()),
            Amounts.time(expected.stopAndBootMs()),
            expected.basis());
  }

  static String state(SwitchoverView switchover) {
    return "%-10s  %s from %s to %s: %s%s"
        .formatted(
            switchover.kind(),
            switchover.id(),
            switchover.from().label(),
            switchover.to().label(),
            switchover.state(),
            switchover.goingBack() ? ", going back" : "");
  }

  static String of(PauseView paused) {
    return "paused %s%s"
        .formatted(
            paused.until() == null ? "until hma resume" : "until " + moment(paused.until()),
            paused.by() == null ? "" : ", as %s asked".formatted(paused.by()));
  }

  /** To the second, as people want it. */
  private static Instant moment(Instant exact) {
    return exact.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String fresh(@Nullable Instant asOf) {
    return asOf == null
        ? "of an unknown moment"
        : "holds what was committed before " + moment(asOf);
  }

  private static String next(@Nullable NextView next) {
    return next == null ? "nothing scheduled" : next.to().label() + " at " + next.at();
  }

  private static String label(@Nullable Side side) {
    return side == null ? "not known" : side.label();
  }

  private static String milliseconds(@Nullable Long value) {
    return value == null ? "not known" : value + " ms";
  }
}
