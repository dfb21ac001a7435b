package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Afterwards;
import hma.protocol.Claim;
import hma.protocol.MovePlan;

/**
 * What the one transaction of a target does to the fence on its side. A fenced owner may neither
 * empty nor load its tables, so it begins by giving back; nobody else sees that before the commit.
 */
record TargetFence(Claim claim, MovePlan plan, Afterwards afterwards) {
  /** Lets the transaction write. */
  void open(DatabaseSession session) {
    Fence fence = new Fence(session);
    switch (afterwards) {
      case ACTIVE -> fence.lift();
      case FENCED_STANDBY -> {
        // What has a record keeps it; what was made since, or was never fenced, gets one.
        fence.record(claim.switchover(), plan.relations(), plan.sequences());
        fence.open();
      }
      case STANDBY -> fence.open();
    }
  }

  /**
   * Lets nobody write where a record says so; to be called once all is written.
   *
   * @throws hma.protocol.ProblemException {@code fence-incomplete} when a grant remains
   */
  void close(DatabaseSession session) {
    if (afterwards != Afterwards.ACTIVE) {
      new Fence(session).revoke();
    }
  }
}
