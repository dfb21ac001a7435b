package hma.master.inspection;

import hma.master.switchover.BothSides;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.Writers;
import hma.sync.Source;

/** A consistent view of each side, for one table after the other. */
final class Lane implements AutoCloseable {
  private final BothSides sides;
  private final Claim claim;
  private final MovePlan plan;
  private volatile Source active;
  private volatile Source standby;

  /** Opens both views; blocks. */
  Lane(BothSides sides, Claim claim, MovePlan plan) {
    this.sides = sides;
    this.claim = claim;
    this.plan = plan;
    this.active = sides.active().openSource(claim, plan, Writers.AT_WORK);
    try {
      this.standby = sides.standby().openSource(claim, plan, Writers.AT_WORK);
    } catch (RuntimeException failure) {
      active.close();
      throw failure;
    }
    sides.whenCalledOff(this::close);
  }

  Source active() {
    return active;
  }

  Source standby() {
    return standby;
  }

  /** Anew, after a failure or a stream that was left in the middle: either ends a transaction. */
  void reopen() {
    close();
    sides.check();
    active = sides.active().openSource(claim, plan, Writers.AT_WORK);
    standby = sides.standby().openSource(claim, plan, Writers.AT_WORK);
  }

  @Override
  public void close() {
    active.close();
    standby.close();
  }
}
