package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.master.journal.Trigger;
import hma.master.schedule.Plan;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a master begins without being asked: when it is time for a switchover or a refresh. */
final class ByTheClock {
  private final SwitchoverSupport support;
  private final RefreshInterval interval;
  private final ScheduledSwitchovers scheduled;
  private final Quotas quotas;
  private final EarlySwitchovers early;

  ByTheClock(SwitchoverSupport support) {
    this.support = support;
    this.interval = new RefreshInterval(support);
    this.scheduled = new ScheduledSwitchovers(support);
    this.quotas = new Quotas(support);
    this.early = new EarlySwitchovers(support, quotas);
  }

  /**
   * A switchover that it is time for.
   *
   * @param whenRefused is told when it cannot even begin
   */
  record Due(Side to, Trigger trigger, Consumer<ProblemException> whenRefused) {}

  /** What the schedule asks for. */
  ScheduledSwitchovers scheduled() {
    return scheduled;
  }

  /** What the schedule asks for in the months to come, with what is known of both accounts. */
  Plan plan(@Nullable Ownership owned, int months, Optional<Integer> budget) {
    return scheduled.plan(owned, months, budget, quotas.shown());
  }

  /** The hours of both accounts. */
  Quotas quotas() {
    return quotas;
  }

  /** The switchover that it is time for, by the schedule or ahead of it. Blocks. */
  Optional<Due> switchover(Ownership owned) {
    return scheduled
        .due(owned)
        .map(boundary ->
            new Due(
                boundary.to(), Trigger.SCHEDULE, refusal -> scheduled.refused(boundary, refusal)))
        .or(() -> early(owned));
  }

  /** Not while it pauses, nor over what the other side wrote alone before a failover. */
  private Optional<Due> early(Ownership owned) {
    return early
        .due(owned)
        .filter(side -> scheduled.paused() == null)
        .filter(side -> support.journal().failover(owned.epoch()).isEmpty())
        .map(side -> new Due(side, Trigger.QUOTA, early::refused));
  }

  /** Whether it is time for a refresh. Blocks. */
  boolean refreshIsDue(@Nullable Ownership owned) {
    return interval.isOver(owned);
  }

  /**
   * The same owner with the moment from which on boundaries count, which a version without a
   * schedule did not journal. Blocks.
   */
  Ownership counted(Ownership owned) {
    if (owned.decidedAt() != null) {
      return owned;
    }
    Instant now = support.clock().instant();
    support.journal().decided(owned.epoch(), now);
    return owned.decided(now);
  }

  /** A run has come to its end. */
  void ended(ActiveRun run) {
    interval.ended(run);
    scheduled.ended(run);
    early.ended(run);
  }
}
