package hma.sync;

import hma.protocol.Problem;
import hma.protocol.ProblemException;

/**
 * The failures of a {@link Site} that a caller can tell apart, beside those of {@link
 * hma.postgres.DatabaseProblems}.
 */
public final class SiteProblems {
  /** The database has heard of a newer mastership, or holds a newer epoch. */
  public static final String STALE_TERM = "stale-term";

  private SiteProblems() {}

  /** Another master has taken over, or this switchover is over. */
  public static ProblemException staleTerm(String detail) {
    return new Problem(409, STALE_TERM, "Another master has taken over", detail, false)
        .asException();
  }
}
