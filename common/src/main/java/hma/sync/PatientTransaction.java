package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.workflow.Awaiting;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Opens a transaction that needs locks which others may hold: a try that waits too long or loses a
 * deadlock is rolled back and made again, and in the end it is named who stands in the way.
 */
final class PatientTransaction {
  /** SQLSTATEs deadlock_detected and lock_not_available. */
  private static final Set<String> LOCK_FAILURES = Set.of("40P01", "55P03");

  /** GRANT and REVOKE fail like this, as an internal error, beside another one on the relation. */
  private static final String CATALOG_RACE = "tuple concurrently ";

  /** The role may have other defaults for its transactions. */
  private static final String BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

  /** So often in between, a vacuum is made to give way. */
  private static final int TRIES_FOR_A_VACUUM = 10;

  private final DatabaseSession session;
  private final LockPatience patience;
  private final TableLock lock;
  private final Collection<TableName> relations;
  private final String begin;

  /** For a transaction that takes this lock on these relations. */
  PatientTransaction(
      DatabaseSession session,
      LockPatience patience,
      TableLock lock,
      Collection<TableName> relations) {
    this(session, patience, lock, relations, BEGIN);
  }

  /**
   * For a transaction that takes this lock on these relations.
   *
   * @param begin the statements that begin it and take no snapshot
   */
  PatientTransaction(
      DatabaseSession session,
      LockPatience patience,
      TableLock lock,
      Collection<TableName> relations,
      String begin) {
    this.session = session;
    this.patience = patience;
    this.lock = lock;
    this.relations = relations;
    this.begin = begin;
  }

  /**
   * Runs the statements in a new transaction, which is open afterwards unless they end it.
   *
   * @throws ProblemException {@code locked}, naming the sessions that hold the locks, when every
   *     try failed; any other failure at once
   */
  void open(String doing, Runnable statements) {
    for (int tries = 1; ; tries++) {
      try {
        session.run("opening a transaction", begin(timeout(tries)));
        statements.run();
        return;
      } catch (ProblemException problem) {
        if (!mayPass(problem)) {
          throw problem;
        }
        session.run("rolling back", "ROLLBACK");
        if (tries == patience.tries()) {
          throw SiteProblems.locked(doing, LockHolders.describe(session, lock, relations), problem);
        }
      }
      Awaiting.pause(patience.pause());
    }
  }

  /**
   * As the patience says, but that would wait for the whole of a vacuum that the server started by
   * itself, which can be hours. Where nobody is to be spared it is made to give way at once.
   */
  private Duration timeout(int tries) {
    Duration usual = patience.timeout(tries);
    boolean due = patience.sparing() ? tries % TRIES_FOR_A_VACUUM == 0 : tries > 1;
    boolean outlasts =
        due
            && usual.compareTo(LockPatience.OUTLASTS_A_VACUUM) < 0
            && LockHolders.areVacuum(session, lock, relations);
    return outlasts ? LockPatience.OUTLASTS_A_VACUUM : usual;
  }

  private String begin(Duration lockTimeout) {
    return begin + "; SET LOCAL lock_timeout = " + lockTimeout.toMillis();
  }

  private static boolean mayPass(ProblemException problem) {
    return problem.getCause() instanceof PgException refused
        && (LOCK_FAILURES.contains(String.valueOf(refused.getSqlState()))
            || String.valueOf(refused.getErrorMessage()).startsWith(CATALOG_RACE));
  }
}
