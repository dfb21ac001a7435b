package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.master.journal.Trigger;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a switchover takes place ahead of the schedule, since the active account's Eco hours are
 * down to the reserve and would run out before the next boundary: once, if the other account's will
 * do.
 */
final class EarlySwitchovers {
  /** What stands while the active account runs dry and the other one has not enough. */
  static final String ALARM = "quota-runs-out";

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final SwitchoverSupport support;
  private final Quotas quotas;
  private final Retries retries;

  EarlySwitchovers(SwitchoverSupport support, Quotas quotas) {
    this.support = support;
    this.quotas = quotas;
    this.retries = new Retries(support.clock(), LONGEST_PAUSE);
  }

  /** The side to switch over to now. */
  synchronized Optional<Side> due(Ownership owned) {
    Optional<Duration> reserve = support.rules().quotaReserve();
    if (reserve.isEmpty()) {
      return Optional.empty();
    }
    Side active = owned.owner();
    int dynos = owned.formation().stream().mapToInt(ProcessQuantity::quantity).sum();
    Instant end = quotas.end(active);
    if (!quotas.isDownTo(active, reserve.get()) || quotas.does(active, dynos, end)) {
      support.alarms().clear(ALARM);
      return Optional.empty();
    }
    Side other = active.other();
    if (!quotas.does(other, dynos, quotas.end(other))) {
      support.alarms().raise(ALARM, neither(active, end));
      return Optional.empty();
    }
    return retries.due() ? Optional.of(other) : Optional.empty();
  }

  private static String neither(Side active, Instant end) {
    return "the Eco hours of the %s's account run out before %s, and the other account has not enough either: heroku ps -a shows them; choose a larger dyno size, or fewer dynos"
        .formatted(active.label(), end);
  }

  /** It could not even begin. */
  synchronized void refused(ProblemException refusal) {
    retries.failed();
    support
        .alarms()
        .raise(ALARM, "a switchover ahead of the schedule is refused: " + refusal.getMessage());
  }

  /** A run has come to its end. */
  synchronized void ended(ActiveRun run) {
    if (run.record().facts().trigger() != Trigger.QUOTA) {
      return;
    }
    if (run.view().state() == SwitchoverState.COMPLETED) {
      retries.reset();
    } else {
      retries.failed();
    }
  }
}
