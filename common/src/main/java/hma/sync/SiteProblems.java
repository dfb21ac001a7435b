package hma.sync;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.pgclient.PgException;

/** The failures of a {@link Site} that a caller can tell apart, by their codes. */
public final class SiteProblems {
  /** The database has heard of a newer mastership, or holds a newer epoch. */
  public static final String STALE_TERM = "stale-term";

  /** The database refused a statement; the detail has its message and SQLSTATE. */
  public static final String DATABASE_REFUSED = "database-refused";

  /** The database can't be reached, or the connection broke. */
  public static final String DATABASE_UNREACHABLE = "database-unreachable";

  private SiteProblems() {}

  /** Another master has taken over, or this switchover is over. */
  public static ProblemException staleTerm(String detail) {
    return new Problem(409, STALE_TERM, "Another master has taken over", detail, false)
        .asException();
  }

  /** A statement was refused; the server's DETAIL is left out, it may quote rows. */
  public static ProblemException refused(String doing, PgException failure) {
    ProblemException problem =
        new Problem(
                422,
                DATABASE_REFUSED,
                "The database refused a statement",
                doing + ": " + failure.getErrorMessage() + " (" + failure.getSqlState() + ")",
                false)
            .asException();
    problem.initCause(failure);
    return problem;
  }

  /** The database can't be reached, or the connection broke while something was done. */
  public static ProblemException unreachable(String doing, Throwable failure) {
    ProblemException problem =
        new Problem(
                503,
                DATABASE_UNREACHABLE,
                "The database can't be reached",
                doing + ": " + failure.getMessage(),
                true)
            .asException();
    problem.initCause(failure);
    return problem;
  }
}
