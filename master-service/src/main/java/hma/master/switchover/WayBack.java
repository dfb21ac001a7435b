package hma.master.switchover;

import hma.master.journal.JournaledSwitchover;
import hma.master.journal.LastSwitchover;
import hma.master.journal.Ownership;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether one fresh switchover back from a worker that keeps crashing is due. The journal alone
 * tells: no end of a process loses the way back, and none makes it be tried twice.
 */
sealed interface WayBack {
  /** The alarm that there is none. */
  String ALARM = "no-way-back";

  /** The newest switchover did not end with a crashing worker, or its side is not active now. */
  record NotNeeded() implements WayBack {}

  /**
   * The worker crashed after the newest switchover, which somebody had asked for.
   *
   * @param request the way back
   */
  record Due(SwitchoverRequest request) implements WayBack {}

  /**
   * The way back was tried and did not help: it is never followed by another.
   *
   * @param reason what became of it and what to do
   */
  record Barred(String reason) implements WayBack {}

  /**
   * Reads the journal's last entry.
   *
   * @param owned who is active; null while that is not known
   * @param last the newest switchover
   */
  static WayBack of(@Nullable Ownership owned, Optional<LastSwitchover> last) {
    if (owned == null || last.isEmpty()) {
      return new NotNeeded();
    }
    JournaledSwitchover switchover = last.get().switchover();
    SwitchoverView view = SwitchoverView.from(last.get().summary());
    return switch (switchover.facts().trigger()) {
      case DEMAND, SCHEDULE, QUOTA -> afterDecision(owned, switchover, view);
      case CRASHES -> afterWayBack(owned, view);
      case INTERVAL -> new NotNeeded();
      // The other side could not be reached, and what it holds is another story.
      case FAILOVER -> new NotNeeded();
    };
  }

  private static WayBack afterDecision(
      Ownership owned, JournaledSwitchover switchover, SwitchoverView view) {
    boolean crashesHere =
        view.state() == SwitchoverState.FAILED
            && owned.owner() == switchover.to()
            && owned.epoch() == switchover.epoch();
    return crashesHere
        ? new Due(new SwitchoverRequest(switchover.from(), Optional.of(switchover.to())))
        : new NotNeeded();
  }

  private static WayBack afterWayBack(Ownership owned, SwitchoverView view) {
    return switch (view.state()) {
      case ROLLED_BACK, FAILED -> new Barred(reason(owned, view));
      case PREPARING, COPYING, STOPPING, CUTTING_OVER, STARTING, FINISHING, COMPLETED, CANCELLED ->
          new NotNeeded();
    };
  }

  private static String reason(Ownership owned, SwitchoverView view) {
    return ("switchover %s was to go back to the %s from a worker that crashed, and ended %s: %s."
            + " The %s is active; HMA does not try again. Mend the worker there, or remove what"
            + " hindered it and ask for a switchover")
        .formatted(
            view.id(),
            view.to().label(),
            view.state(),
            Objects.requireNonNullElse(view.failure(), "see the log"),
            owned.owner().label());
  }
}
