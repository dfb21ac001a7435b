package hma.master.switchover;

import hma.master.journal.Opening;
import hma.master.journal.Ownership;
import hma.protocol.CommitReceipt;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a request for a switchover is let in. */
final class Admission {
  /** What ends by itself, beside what runs. */
  private static final Set<String> PASSING =
      Set.of("standby-open", "fence-changing", "failed-over", "active-side-changed");

  private Admission() {}

  /**
   * Checks a request against what is known.
   *
   * @param owned who is active; null while that is not known
   * @param running the switchover or refresh that runs, or null
   * @return who is active
   * @throws ProblemException 503 {@code not-ready}, 409 {@code switchover-running}, {@code
   *     refresh-running}, {@code not-active} or {@code already-active}
   */
  static Ownership check(
      SwitchoverRequest request, @Nullable Ownership owned, @Nullable SwitchoverView running) {
    Ownership known = checkIdle(owned, running);
    if (request.from().isPresent() && request.from().get() != known.owner()) {
      throw problem(
          409,
          "not-active",
          "the active side is the %s, not the %s"
              .formatted(known.owner().label(), request.from().get().label()));
    }
    if (request.to() == known.owner()) {
      throw problem(
          409, "already-active", "the %s is active already".formatted(known.owner().label()));
    }
    return known;
  }

  /**
   * Checks what is asked for a refresh.
   *
   * @return who is active
   * @throws ProblemException 503 {@code not-ready}, 409 {@code switchover-running}, {@code
   *     refresh-running} or {@code live-copy-off}
   */
  static Ownership checkRefresh(
      @Nullable Ownership owned, @Nullable SwitchoverView running, SwitchoverSupport.Rules rules) {
    Ownership known = checkIdle(owned, running);
    if (!rules.liveCopy().enabled()) {
      throw problem(
          409,
          "live-copy-off",
          "a refresh copies while the worker writes, and HMA_LIVE_COPY is off: set it to on");
    }
    return known;
  }

  /**
   * Checks what is asked for a rehearsal of a switchover.
   *
   * @return who is active
   * @throws ProblemException as {@link #check} does, and 409 {@code live-copy-off}
   */
  static Ownership checkRehearsal(
      SwitchoverRequest request,
      @Nullable Ownership owned,
      @Nullable SwitchoverView running,
      SwitchoverSupport.Rules rules) {
    Ownership known = check(request, owned, running);
    if (!rules.liveCopy().enabled()) {
      throw problem(
          409,
          "live-copy-off",
          "a rehearsal copies while the worker writes, and HMA_LIVE_COPY is off: ./hma doctor tells what a switchover would take");
    }
    return known;
  }

  /**
   * Whether anything may begin that must not happen beside a switchover or a refresh.
   *
   * @return who is active
   * @throws ProblemException 503 {@code not-ready}, 409 {@code switchover-running}, {@code
   *     refresh-running}
   */
  static Ownership checkIdle(@Nullable Ownership owned, @Nullable SwitchoverView running) {
    if (owned == null) {
      throw problem(
          503,
          "not-ready",
          "it is not known yet which side is active: ask again, and see the alarms");
    }
    if (running != null) {
      throw problem(
          409,
          running.kind() + "-running",
          "%s %s is running: wait for it, or cancel it".formatted(running.kind(), running.id()));
    }
    return owned;
  }

  /** A switchover for which a refresh that nobody had asked for is called off, but not over. */
  static ProblemException refreshEnding(SwitchoverView refresh) {
    return problem(
        409,
        "refresh-running",
        "refresh %s gives way, and is at '%s' yet: ask again in a few seconds"
            .formatted(
                refresh.id(),
                refresh.steps().isEmpty() ? "its begin" : refresh.steps().getLast().name()));
  }

  /** A switchover while the standby is open for migrations. */
  static ProblemException standbyOpen(Opening opening) {
    return problem(
        409,
        "standby-open",
        "the %s is open for migrations until %s%s: wait, or fence it with ./hma unfence --standby --close"
            .formatted(
                opening.standby().label(),
                opening.until(),
                opening.by() == null ? "" : ", as " + opening.by() + " asked"));
  }

  /** Anything that needs the fences to stay as they are. */
  static ProblemException fenceChanging() {
    return problem(
        409, "fence-changing", "a fence is being lifted or raised: ask again in a few seconds");
  }

  /** An opening where there is nothing to open. */
  static ProblemException fenceOff() {
    return problem(
        409, "fence-off", "HMA_FENCE is off: HMA fences no standby, so there is nothing to open");
  }

  /** A change of the fences that was asked for while another side was active. */
  static ProblemException activeSideChanged(Ownership now) {
    return problem(
        409,
        "active-side-changed",
        "the %s is active now, at epoch %d, which was not so when this was asked: nothing was changed"
            .formatted(now.owner().label(), now.epoch()));
  }

  /** A change of the fences before this master has given way to a failover. */
  static ProblemException failedOver(CommitReceipt failover) {
    return problem(
        409,
        "failed-over",
        "%s has made the slave active, and this master gives way to it: ask again in a minute"
            .formatted(failover.switchover()));
  }

  /** A cancellation that comes for nothing. */
  static ProblemException notCancellable(String id, boolean known) {
    return known ? problem(409, "too-late", id + " is over") : Switchovers.unknown(id);
  }

  /** A cancellation that comes after the worker was stopped, or the standby committed. */
  static ProblemException tooLate(SwitchoverView running) {
    return problem(
        409,
        "too-late",
        "%s already: %s %s can't be cancelled any more"
            .formatted(
                switch (running.kind()) {
                  case "refresh" -> "the standby is committed";
                  case "rehearsal" -> "all is rehearsed and being put away";
                  default -> "the worker has been stopped";
                },
                running.kind(),
                running.id()));
  }

  /** A pause that would be over before it begins. */
  static ProblemException pausedUntilThePast(Instant now) {
    return problem(
        422,
        "pause-is-over",
        "the pause would be over already, for the master's clock says %s: name a later moment"
            .formatted(now.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** A resumption that a setting rules out. */
  static ProblemException pausedBySetting() {
    return problem(
        409,
        "paused-by-setting",
        "HMA_PAUSED is on: set it to off, with heroku config:set, and the schedule is followed again");
  }

  /**
   * A question to a master that does not lead.
   *
   * @param standsIn whether another one does
   */
  static ProblemException notLeading(boolean standsIn) {
    return problem(
        503,
        "not-ready",
        standsIn
            ? "another master leads, and this one stands in for it: ask that one"
            : "this master does not lead yet: ask again, and see its log if that does not change");
  }

  /** Something that was asked for while the journal does not answer. */
  static ProblemException notKnownToHaveBegun() {
    return problem(
        503,
        "journal-unreachable",
        "the master's database does not answer in time, so it is not known whether this was done: look at GET /api/v1/status and the history before you ask again");
  }

  /** A question about the past while the journal does not answer. */
  static ProblemException journalSilent() {
    return problem(
        503,
        "journal-unreachable",
        "the master's database does not answer: ask again in a few seconds; GET /api/v1/status answers meanwhile");
  }

  private static ProblemException problem(int status, String code, String detail) {
    boolean passes = status == 503 || PASSING.contains(code) || code.endsWith("-running");
    return new Problem(status, code, "The request is refused", detail, passes).asException();
  }
}
