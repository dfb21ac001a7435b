package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.master.journal.Pause;
import hma.master.journal.Trigger;
import hma.master.schedule.Boundary;
import hma.master.schedule.Plan;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a switchover takes place since the schedule asks for it: once the last boundary that has
 * passed names the other side, however late. Who decided after that boundary which side is active
 * has overruled it; so does who cancels its switchover. One that fails is tried again, later and
 * later.
 */
final class ScheduledSwitchovers {
  private static final Logger log = LoggerFactory.getLogger(ScheduledSwitchovers.class);

  /** What stands while the schedule cannot be followed. */
  static final String ALARM = "schedule-failed";

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  private final SwitchoverSupport support;
  private final Retries retries;
  private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();

  ScheduledSwitchovers(SwitchoverSupport support) {
    this.support = support;
    this.retries = new Retries(support.clock(), LONGEST_PAUSE);
  }

  /**
   * What the schedule asks for in the months to come.
   *
   * @param owned who is active; null while that is not known
   * @param quotas what is known of both accounts
   */
  Plan plan(
      @Nullable Ownership owned, int months, Optional<Integer> budget, List<QuotaView> quotas) {
    Side active = owned == null ? Side.MASTER : owned.owner();
    Instant now = support.clock().instant();
    return Plan.of(support.schedule(), now, months, budget, active)
        .with(quotas.stream().map(quota -> account(now, active, quota)).toList());
  }

  private Plan.Account account(Instant now, Side active, QuotaView quota) {
    Plan.Hours known = new Plan.Hours(quota.side(), quota.totalHours(), quota.leftHours());
    return Plan.account(support.schedule(), now, active, known);
  }

  /** Reads what the journal says of it; blocks. */
  void load() {
    pause.set(support.journal().pauses().current().orElse(null));
  }

  /** That nothing is followed now; null where it is. */
  @Nullable PauseView paused() {
    Pause asked = pause.get();
    if (asked != null && asked.lasts(support.clock().instant())) {
      return PauseView.of(asked);
    }
    return support.rules().paused() ? PauseView.BY_SETTING : null;
  }

  /** Journals a pause; blocks. */
  PauseView pause(PauseRequest request) {
    Instant now = support.clock().instant();
    Pause asked = new Pause(now, request.until(), request.by());
    if (!asked.lasts(now)) {
      throw Admission.pausedUntilThePast(now);
    }
    support.journal().pauses().begin(asked);
    pause.set(asked);
    log.atInfo()
        .addKeyValue("until", asked.until() == null ? "resumed" : asked.until())
        .addKeyValue("by", asked.by() == null ? "somebody" : asked.by())
        .log("the schedule is paused");
    return PauseView.of(asked);
  }

  /** Journals the end of a pause; blocks. */
  void resume() {
    if (support.rules().paused()) {
      throw Admission.pausedBySetting();
    }
    Instant now = support.clock().instant();
    Pause over = new Pause(now, now, null);
    support.journal().pauses().begin(over);
    pause.set(over);
    log.atInfo().log("the schedule is followed again");
  }

  /**
   * The boundary that is to be followed now. Blocks.
   *
   * @param owned who is active
   */
  synchronized Optional<Boundary> due(Ownership owned) {
    Optional<Boundary> asked = asked(owned);
    if (asked.isEmpty()) {
      retries.reset();
      support.alarms().clear(ALARM);
      return asked;
    }
    return asked.filter(boundary -> retries.due() && mayOverwrite(boundary, owned));
  }

  /** The boundary that nobody has followed or overruled yet. */
  private Optional<Boundary> asked(Ownership owned) {
    Instant decided = owned.decidedAt();
    return decided == null || paused() != null
        ? Optional.empty()
        : support
            .schedule()
            .due(support.clock().instant(), decided)
            .filter(boundary -> boundary.to() != owned.owner())
            .filter(boundary -> !wasCancelled(boundary));
  }

  private boolean wasCancelled(Boundary boundary) {
    return support
        .journal()
        .last()
        .filter(last -> last.switchover().facts().trigger() == Trigger.SCHEDULE)
        .filter(last -> !last.switchover().startedAt().isBefore(boundary.at()))
        .map(last -> SwitchoverView.from(last.summary()).state())
        .filter(SwitchoverState.CANCELLED::equals)
        .isPresent();
  }

  /** What the other side wrote alone before a failover is overwritten only where somebody asks. */
  private boolean mayOverwrite(Boundary boundary, Ownership owned) {
    if (support.journal().failover(owned.epoch()).isEmpty()) {
      return true;
    }
    failed(
        boundary,
        "a failover has made the %s active, and what only the %s has would be overwritten: ask for the switchover yourself once that is saved"
            .formatted(owned.owner().label(), boundary.to().label()));
    return false;
  }

  /** It could not even begin. */
  synchronized void refused(Boundary boundary, ProblemException refusal) {
    failed(boundary, String.valueOf(refusal.getMessage()));
  }

  /** A run has come to its end. */
  synchronized void ended(ActiveRun run) {
    SwitchoverView view = run.view();
    if (run.record().facts().trigger() == Trigger.SCHEDULE
        && view.state() == SwitchoverState.ROLLED_BACK) {
      support
          .schedule()
          .due(view.startedAt(), Instant.EPOCH)
          .ifPresent(boundary ->
              failed(boundary, "%s was undone: %s".formatted(view.id(), view.failure())));
    }
  }

  private void failed(Boundary boundary, String reason) {
    support
        .alarms()
        .raise(
            ALARM,
            "the schedule asks for the %s since %s: %s; it is tried again at %s"
                .formatted(boundary.to().label(), boundary.at(), reason, retries.failed()));
  }
}
