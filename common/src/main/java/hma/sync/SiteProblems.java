package hma.sync;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.protocol.Unfit;
import java.util.List;

/**
 * The failures of a {@link Site} that a caller can tell apart, beside those of {@link
 * hma.postgres.DatabaseProblems}.
 */
public final class SiteProblems {
  /** The database has heard of a newer mastership, or holds a newer epoch. */
  public static final String STALE_TERM = "stale-term";

  /** Another session holds a lock for longer than can be waited; the detail says which. */
  public static final String LOCKED = "locked";

  /** A role can still write on what was to be fenced; the detail says which. */
  public static final String FENCE_INCOMPLETE = "fence-incomplete";

  /** The target holds something else than was carried; the detail says where. */
  public static final String NOT_EQUAL = "not-equal";

  /** What is written cannot be logged; the detail says why. */
  public static final String CAPTURE_IMPOSSIBLE = "capture-impossible";

  /** Something may have been written that was not logged; the detail says where. */
  public static final String CAPTURE_BROKEN = "capture-broken";

  /** What a resumable copy has changed could not be completed; the detail says which tables. */
  public static final String LEFT_UNFIT = "left-unfit";

  private SiteProblems() {}

  /** Another master has taken over, or this switchover is over. */
  public static ProblemException staleTerm(String detail) {
    return new Problem(409, STALE_TERM, "Another master has taken over", detail, false)
        .asException();
  }

  static ProblemException locked(String doing, String holders, Throwable cause) {
    ProblemException problem = locked(doing, holders);
    problem.initCause(cause);
    return problem;
  }

  static ProblemException locked(String doing, String holders) {
    return new Problem(
            409, LOCKED, "A lock is held by another session", doing + ": " + holders, true)
        .asException();
  }

  static ProblemException notEqual(List<String> tables) {
    return new Problem(
            422,
            NOT_EQUAL,
            "The sides would not be equal",
            "other rows than were carried are written to "
                + String.join(", ", tables)
                + ": look for functions of checks, defaults or generated columns that write (track_counts has to be on)",
            false)
        .asException();
  }

  static ProblemException captureImpossible(String why) {
    return new Problem(
            422,
            CAPTURE_IMPOSSIBLE,
            "Changes cannot be logged",
            why + ": move it while the worker stands still",
            false)
        .asException();
  }

  static ProblemException captureBroken(String where) {
    return new Problem(
            409,
            CAPTURE_BROKEN,
            "Changes were not logged",
            where + ": begin the live copy anew",
            true)
        .asException();
  }

  static ProblemException changesNotEqual(TableName table, String what) {
    return new Problem(
            422,
            NOT_EQUAL,
            "The sides would not be equal",
            "the changes of %s do not agree with the source: %s".formatted(table, what),
            false)
        .asException();
  }

  static ProblemException leftUnfit(List<String> tables) {
    return new Problem(
            422,
            LEFT_UNFIT,
            "The copy would not be complete",
            "a copy that was not completed has changed %s, which no longer move: put them back into PG_TABLES"
                .formatted(Listed.of(tables)),
            false)
        .asException();
  }

  static ProblemException unfit(Unfit unfit) {
    return new Problem(
            409,
            LEFT_UNFIT,
            "The copy is not complete",
            "it can't be activated: " + reason(unfit),
            false)
        .asException();
  }

  /** Why a database can't be activated as it stands. */
  public static String reason(Unfit unfit) {
    return "switchover %s began at %s to copy it table by table, and no copy has completed since. Its tables are of different moments (%s)"
        .formatted(
            unfit.switchover(),
            unfit.since(),
            Listed.of(unfit.tables().stream().map(TableName::toString).toList()));
  }

  static ProblemException fenceIncomplete(List<String> writers) {
    return new Problem(
            422,
            FENCE_INCOMPLETE,
            "A role can still write",
            "fencing: "
                + String.join("; ", writers)
                + ": make HMA's role the owner, or let those who granted it revoke it",
            false)
        .asException();
  }
}
