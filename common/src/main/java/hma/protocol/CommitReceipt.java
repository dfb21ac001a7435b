package hma.protocol;

import java.time.Instant;

/**
 * That something has made a database what it is: written in the very transaction that did.
 *
 * @param switchover whose receipt it is
 * @param epoch the epoch that it came with
 * @param decidedAt when, by the database's clock
 */
public record CommitReceipt(String switchover, long epoch, Instant decidedAt) {
  /** How the id of a failover begins, which no other has. */
  public static final String FAILOVER = "failover-";

  /** Whether a failover made this side active, without a look at the other one's rows. */
  public boolean madeByFailover() {
    return switchover.startsWith(FAILOVER);
  }
}
