package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.workflow.Awaiting;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Set;

/**
 * Raises a fence in one transaction: LOCK SHARE waits for every write in flight, REVOKE forbids the
 * next, and what was granted is recorded between them.
 *
 * <p>REVOKE by itself is no barrier: a transaction that passed its check before can still write.
 * The lock can lose a deadlock against a writer, so it is tried again with a growing time-out.
 */
final class FenceRaising {
  private static final Set<String> TRY_AGAIN = Set.of("40P01", "55P03");
  private static final int TRIES = 40;
  private static final int FIRST_LOCK_TIMEOUT_MS = 100;

  /** More than {@code deadlock_timeout}, after which an autovacuum in the way is cancelled. */
  private static final int LAST_LOCK_TIMEOUT_MS = 3000;

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Postgres postgres;
  private final Claim claim;
  private final MovePlan plan;

  FenceRaising(Postgres postgres, Claim claim, MovePlan plan) {
    this.postgres = postgres;
    this.claim = claim;
    this.plan = plan;
  }

  void run() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      int lockTimeout = FIRST_LOCK_TIMEOUT_MS;
      for (int tries = 1; ; tries++) {
        try {
          attempt(session, lockTimeout);
          return;
        } catch (ProblemException problem) {
          if (tries == TRIES || !mayPass(problem)) {
            throw problem;
          }
        }
        session.run("rolling back", "ROLLBACK");
        Awaiting.pause(PAUSE);
        lockTimeout = Math.min(lockTimeout * 2, LAST_LOCK_TIMEOUT_MS);
      }
    }
  }

  private void attempt(DatabaseSession session, int lockTimeout) {
    session.run("opening a transaction", "BEGIN; SET LOCAL lock_timeout = " + lockTimeout);
    Fence fence = new Fence(session);
    fence.openForOwner();
    if (!plan.relations().isEmpty()) {
      session.run(
          "waiting for the last writers",
          "LOCK TABLE " + Names.list("", plan.relations()) + " IN SHARE MODE");
    }
    fence.raise(claim.switchover(), plan.relations(), plan.sequences());
    new StateRow(session).check(claim);
    session.run("committing the fence", "COMMIT");
  }

  private static boolean mayPass(ProblemException problem) {
    return problem.getCause() instanceof PgException refused
        && TRY_AGAIN.contains(String.valueOf(refused.getSqlState()));
  }
}
