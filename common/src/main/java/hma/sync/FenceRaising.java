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

  /** Fences the active side, which becomes the standby and remembers of which moment it is. */
  void run() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      open(session, () -> new StateRow(session).momentOfFence(claim));
    }
  }

  /** Fences a side that stays of the moment it is, in a session that is in no transaction. */
  void run(DatabaseSession session) {
    open(session, () -> {});
  }

  private void open(DatabaseSession session, Runnable behindTheFence) {
    new PatientTransaction(session, patience, TableLock.SHARE, plan.relations())
        .open(WAITING, () -> fence(session, behindTheFence));
  }

  private void fence(DatabaseSession session, Runnable behindTheFence) {
    Fence fence = new Fence(session);
    fence.record(claim.switchover(), plan.relations(), plan.sequences());
    fence.openForOwner();
    TableLock.SHARE.take(session, WAITING, plan.relations());
    fence.revoke();
    behindTheFence.run();
    new StateRow(session).check(claim);
    session.run("committing the fence", "COMMIT");
  }
}
