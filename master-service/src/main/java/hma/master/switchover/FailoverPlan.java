package hma.master.switchover;

import hma.master.journal.ProcessQuantity;
import hma.protocol.CommitReceipt;
import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a failover would do, and what it would cost.
 *
 * @param to the side that is to be active
 * @param app the app whose worker would be started
 * @param otherApp the app whose worker would be stopped
 * @param epoch the epoch that it would establish if it began now
 * @param freshAsOf what was committed on the other side since then may be lost; null where that is
 *     not known
 * @param lastCopy what last made this database equal to the other one or active; null where nothing
 *     did
 * @param fenced whether it is fenced as a standby is; where not, it may be active already
 * @param otherSideHealthy whether the other side answers, so that a switchover is the way
 * @param otherSide what is known of the other side
 * @param split why it can't be confirmed that the other side's worker stops; null where that is
 *     still to be seen
 * @param start the processes that would be started
 * @param resumes the failover that has made this side active and would be gone on with; null where
 *     there is none
 * @param committed whether there is such a one: then there is only forward
 */
public record FailoverPlan(
    Side to,
    String app,
    String otherApp,
    long epoch,
    @Nullable Instant freshAsOf,
    @Nullable CommitReceipt lastCopy,
    boolean fenced,
    boolean otherSideHealthy,
    String otherSide,
    @Nullable String split,
    List<ProcessQuantity> start,
    @Nullable String resumes,
    boolean committed) {
  /** Copies the list. */
  public FailoverPlan {
    start = List.copyOf(start);
  }
}
