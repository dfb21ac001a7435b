package hma.master.notify;

import hma.master.switchover.AlarmView;
import hma.master.switchover.SwitchoverView;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What happened, in one sentence for people. */
final class Sentences {
  private final Apps apps;

  Sentences(Apps apps) {
    this.apps = apps;
  }

  String started(SwitchoverView switchover) {
    return "HMA %s: switchover %s from the %s to the %s has begun; the worker runs on the %s until it is stopped"
        .formatted(
            apps,
            switchover.id(),
            switchover.from().label(),
            switchover.to().label(),
            switchover.from().label());
  }

  String ended(SwitchoverView switchover) {
    return switch (switchover.state()) {
      case COMPLETED ->
          "HMA %s: the worker runs on the %s now: switchover %s from the %s is complete, with %s of outage and %d rows carried"
              .formatted(
                  apps,
                  switchover.to().label(),
                  switchover.id(),
                  switchover.from().label(),
                  outage(switchover),
                  switchover.rows());
      case ROLLED_BACK -> went(switchover, "was rolled back");
      case CANCELLED -> went(switchover, "was called off");
      case FAILED ->
          "HMA %s: switchover %s moved everything to the %s, but the worker does not stay up there: %s; HMA switches back to the %s once, by itself"
              .formatted(
                  apps,
                  switchover.id(),
                  switchover.to().label(),
                  why(switchover),
                  switchover.from().label());
      case PREPARING, COPYING, STOPPING, CUTTING_OVER, STARTING, FINISHING ->
          throw new IllegalArgumentException(switchover.state() + " is no end");
    };
  }

  private String went(SwitchoverView switchover, String how) {
    return "HMA %s: the worker runs on the %s as before: switchover %s to the %s %s: %s"
        .formatted(
            apps,
            switchover.from().label(),
            switchover.id(),
            switchover.to().label(),
            how,
            why(switchover));
  }

  String raised(AlarmView alarm) {
    return "HMA %s: %s %s: %s"
        .formatted(
            apps,
            alarm.urgent() ? "ALARM" : "alarm, which can wait:",
            alarm.code(),
            Composer.shortened(alarm.message()));
  }

  String cleared(AlarmView alarm, Instant at) {
    return "HMA %s: the alarm %s is over, after %s"
        .formatted(apps, alarm.code(), length(Duration.between(alarm.since(), at)));
  }

  private static String why(SwitchoverView switchover) {
    return Composer.shortened(Objects.requireNonNullElse(switchover.failure(), "its log says why"));
  }

  private static String outage(SwitchoverView switchover) {
    Long outage = switchover.outageMs();
    return outage == null ? "an unknown length" : length(Duration.ofMillis(outage));
  }

  private static String length(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60
        ? seconds + "." + duration.toMillisPart() / 100 + " s"
        : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
