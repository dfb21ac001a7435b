package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Claim;
import hma.protocol.MovePlan;

/**
 * Raises a fence in one transaction: LOCK SHARE waits for every write in flight, REVOKE forbids the
 * next, and what was granted is recorded with them.
 *
 * <p>REVOKE by itself is no barrier: a transaction that passed its check before can still write.
 * The lock can lose a deadlock against a writer, so it is tried again.
 */
final class FenceRaising {
  private static final String WAITING = "waiting for the last writers";

  private final Postgres postgres;
  private final LockPatience patience;
  private final Claim claim;
  private final MovePlan plan;

  FenceRaising(Postgres postgres, LockPatience patience, Claim claim, MovePlan plan) {
    this.postgres = postgres;
    this.patience = patience;
    this.claim = claim;
    this.plan = plan;
  }

  void run() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      run(session);
    }
  }

  /** As {@link #run()}, in a session that is open and in no transaction. */
  void run(DatabaseSession session) {
    new PatientTransaction(session, patience, TableLock.SHARE, plan.relations())
        .open(WAITING, () -> fence(session));
  }

  private void fence(DatabaseSession session) {
    Fence fence = new Fence(session);
    fence.record(claim.switchover(), plan.relations(), plan.sequences());
    fence.openForOwner();
    TableLock.SHARE.take(session, WAITING, plan.relations());
    fence.revoke();
    new StateRow(session).check(claim);
    session.run("committing the fence", "COMMIT");
  }
}
