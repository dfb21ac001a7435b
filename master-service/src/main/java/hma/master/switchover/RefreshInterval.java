package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.master.journal.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the standby is to be refreshed without anybody asking for it: once it is older than the
 * operator allows. After a failure it is tried again later and later, up to that interval.
 */
final class RefreshInterval {
  /** What stands after a refresh by itself has failed. */
  static final String ALARM = "refresh-failed";

  private final SwitchoverSupport support;
  private final Optional<Duration> interval;
  private final Retries retries;

  RefreshInterval(SwitchoverSupport support) {
    this.support = support;
    this.interval = support.rules().liveCopy().refresh();
    this.retries = new Retries(support.clock(), interval.orElse(Duration.ZERO));
  }

  /**
   * Whether the standby is too old now.
   *
   * @param owned who is active; null while that is not known
   */
  synchronized boolean isOver(@Nullable Ownership owned) {
    if (owned == null || interval.isEmpty() || !retries.due()) {
      return false;
    }
    Instant asOf = owned.standbyAsOf();
    // What the other side wrote alone before a failover is overwritten only where somebody asks.
    return asOf == null
        ? support.journal().failover(owned.epoch()).isEmpty()
        : !support.clock().instant().isBefore(asOf.plus(interval.get()));
  }

  /** A refresh or a switchover has come to its end. */
  synchronized void ended(ActiveRun run) {
    SwitchoverView view = run.view();
    if (view.state() == SwitchoverState.COMPLETED && !run.isFor(Purpose.REHEARSAL)) {
      retries.reset();
      support.alarms().clear(ALARM);
    } else if (view.refreshes() && interval.isPresent() && !run.gaveWayToFailover()) {
      if (!run.givesWay() || view.state() == SwitchoverState.CANCELLED) {
        retries.pause();
      } else {
        support
            .alarms()
            .raise(
                ALARM,
                "the standby could not be refreshed (%s): %s; it is tried again at %s"
                    .formatted(view.id(), view.failure(), retries.failed()));
      }
    }
  }
}
