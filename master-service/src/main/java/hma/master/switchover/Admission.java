package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import org.jspecify.annotations.Nullable;

/** Whether a request for a switchover is let in. */
final class Admission {
  private Admission() {}

  /**
   * Checks a request against what is known.
   *
   * @param owned who is active; null while that is not known
   * @param running the id of the switchover that runs, or null
   * @return who is active
   * @throws ProblemException 503 {@code not-ready}, 409 {@code switchover-running}, {@code
   *     not-active} or {@code already-active}
   */
  static Ownership check(
      SwitchoverRequest request, @Nullable Ownership owned, @Nullable String running) {
    if (owned == null) {
      throw problem(503, "not-ready", "it is not known yet which side is active: see the alarms");
    }
    if (running != null) {
      throw problem(
          409,
          "switchover-running",
          "switchover %s is running: wait for it, or cancel it".formatted(running));
    }
    if (request.from().isPresent() && request.from().get() != owned.owner()) {
      throw problem(
          409,
          "not-active",
          "the active side is the %s, not the %s"
              .formatted(owned.owner().label(), request.from().get().label()));
    }
    if (request.to() == owned.owner()) {
      throw problem(
          409, "already-active", "the %s is active already".formatted(owned.owner().label()));
    }
    return owned;
  }

  /** A cancellation that comes for nothing. */
  static ProblemException notCancellable(String id, boolean known) {
    return known
        ? problem(409, "too-late", "switchover " + id + " is over")
        : problem(404, "unknown-switchover", "the journal has no switchover of that id");
  }

  /** A cancellation that comes after the worker was stopped. */
  static ProblemException tooLate(String id) {
    return problem(
        409,
        "too-late",
        "the worker has been stopped already: switchover %s can't be cancelled any more"
            .formatted(id));
  }

  /** A question to a master that does not lead. */
  static ProblemException notLeading() {
    return problem(503, "not-ready", "this master does not lead yet: ask again");
  }

  /** A question about the past while the journal does not answer. */
  static ProblemException journalSilent() {
    return problem(
        503,
        "journal-unreachable",
        "the master's database does not answer: ask again in a few seconds; GET /api/v1/status answers meanwhile");
  }

  private static ProblemException problem(int status, String code, String detail) {
    return new Problem(status, code, "The request is refused", detail, status == 503).asException();
  }
}
