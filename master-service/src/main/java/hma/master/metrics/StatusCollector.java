package hma.master.metrics;

import hma.master.metrics.Shown.Name;
import hma.master.switchover.AlarmView;
import hma.master.switchover.Event;
import hma.master.switchover.QuotaView;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverView;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is the case, all of one moment. */
final class StatusCollector implements MultiCollector {
  private static final Logger log = LoggerFactory.getLogger(StatusCollector.class);
  private static final List<String> STATES = List.of("IDLE", "RUNNING", "ALARM");
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double MILLIS_PER_SECOND = 1000;

  private final Watched watched;
  private final RunMeters runs;
  private final InstantSource clock;

  StatusCollector(Watched watched, RunMeters runs, InstantSource clock) {
    this.watched = watched;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    Shown shown = new Shown().add(Name.LEADING, watched.leads());
    if (watched.leads()) {
      shown.add(Name.TERM, (double) watched.term());
    }
    try {
      show(watched.status(), shown);
    } catch (ProblemException notLeading) {
      // Then the leading master shows the rest.
    } catch (RuntimeException unforeseen) {
      // What was counted is worth being shown, whatever is wrong with the rest.
      log.atWarn().setCause(unforeseen).log("the status can't be shown in the metrics");
    }
    showLast(runs.last(), shown);
    return shown.snapshots();
  }

  private void show(StatusView status, Shown shown) {
    shown.add(Name.EPOCH, (double) status.epoch()).add(Name.PAUSED, status.paused() != null);
    for (Side side : Side.values()) {
      shown.add(Name.ACTIVE, side == status.active(), "side", side.label());
    }
    for (String state : STATES) {
      shown.add(Name.STATE, state.equals(status.state()), "state", state.toLowerCase(Locale.ROOT));
    }
    Instant freshAsOf = status.standby().freshAsOf();
    if (freshAsOf != null) {
      shown.add(
          Name.STANDBY_AGE_SECONDS,
          Duration.between(freshAsOf, clock.instant()).toMillis() / MILLIS_PER_SECOND);
    }
    if (status.next() != null) {
      shown.add(
          Name.NEXT_BOUNDARY_TIMESTAMP_SECONDS,
          unixTime(status.next().at()),
          "side",
          status.next().to().label());
    }
    status.quotas().forEach(quota -> show(quota, shown));
    for (AlarmView alarm : status.alarms()) {
      String urgent = Boolean.toString(alarm.urgent());
      shown.add(Name.ALARM, true, "code", alarm.code(), "urgent", urgent);
    }
    if (status.switchover() != null) {
      showRunning(status.switchover(), shown);
    }
  }

  private static void show(QuotaView quota, Shown shown) {
    String side = quota.side().label();
    shown
        .add(Name.ACCOUNT_QUOTA_SECONDS, quota.totalHours() * SECONDS_PER_HOUR, "side", side)
        .add(Name.ACCOUNT_QUOTA_LEFT_SECONDS, quota.leftHours() * SECONDS_PER_HOUR, "side", side);
  }

  private void showRunning(SwitchoverView run, Shown shown) {
    shown
        .add(Name.RUN_START_TIMESTAMP_SECONDS, unixTime(run.startedAt()), "purpose", run.kind())
        .add(Name.RUN_ROWS, (double) run.rows(), "purpose", run.kind())
        .add(Name.RUN_BYTES, (double) run.bytes(), "purpose", run.kind());
    Event.BacklogSeen backlog = runs.backlog(run.id());
    if (backlog != null) {
      shown
          .add(Name.BACKLOG_KEYS, (double) backlog.keys())
          .add(Name.BACKLOG_BYTES, (double) backlog.bytes());
    }
  }

  private static void showLast(Collection<SwitchoverView> last, Shown shown) {
    for (SwitchoverView run : last) {
      Instant end = run.finishedAt();
      if (end != null) {
        shown.add(
            Name.LAST_RUN_TIMESTAMP_SECONDS,
            unixTime(end),
            "purpose",
            run.kind(),
            "outcome",
            RunMeters.outcome(run));
      }
      showPart("total", run.outageMs(), shown);
      showPart("stop", run.stopMs(), shown);
      showPart("cut_over", run.cutOverMs(), shown);
      showPart("boot", run.bootMs(), shown);
    }
  }

  private static void showPart(String part, @Nullable Long millis, Shown shown) {
    if (millis != null) {
      shown.add(Name.LAST_OUTAGE_SECONDS, millis / MILLIS_PER_SECOND, "part", part);
    }
  }

  private static double unixTime(Instant instant) {
    return instant.toEpochMilli() / MILLIS_PER_SECOND;
  }
}
