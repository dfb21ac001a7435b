package hma.postgres;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.pgclient.PgException;

/** What can go wrong with a database, as problems with stable codes. */
public final class DatabaseProblems {
  /** The database refused a statement; the detail has its message and SQLSTATE. */
  public static final String REFUSED = "database-refused";

  /** The database can't be reached, or the connection broke. */
  public static final String UNREACHABLE = "database-unreachable";

  private DatabaseProblems() {}

  /** A statement was refused; the server's DETAIL is left out, it may quote rows. */
  public static ProblemException refused(String doing, PgException failure) {
    String detail = doing + ": " + failure.getErrorMessage() + " (" + failure.getSqlState() + ")";
    ProblemException problem =
        new Problem(422, REFUSED, "The database refused a statement", detail, false).asException();
    problem.initCause(failure);
    return problem;
  }

  /** The database can't be reached, or the connection broke while something was done. */
  public static ProblemException unreachable(String doing, Throwable failure) {
    String detail = doing + ": " + failure.getMessage();
    ProblemException problem =
        new Problem(503, UNREACHABLE, "The database can't be reached", detail, true).asException();
    problem.initCause(failure);
    return problem;
  }
}
