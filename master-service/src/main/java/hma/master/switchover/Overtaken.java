package hma.master.switchover;

import hma.protocol.CommitReceipt;

/** A failover has decided who is active: this switchover goes neither forward nor back. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CommitReceipt failover;

  Overtaken(CommitReceipt failover) {
    super(failover.switchover() + " has made the slave active meanwhile");
    this.failover = failover;
  }

  CommitReceipt failover() {
    return failover;
  }
}
