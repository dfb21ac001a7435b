package hma.master.journal;

import hma.protocol.Side;
import java.util.List;

/**
 * Which side is active, by the newest epoch.
 *
 * @param owner the active side
 * @param epoch the epoch of the switchover that made it so; 1 after the first adoption
 * @param formation the processes that run there, and on the other side after a switchover
 */
public record Ownership(Side owner, long epoch, List<ProcessQuantity> formation) {
  /** The epoch of a side that was found active before HMA's first switchover. */
  public static final long FIRST_EPOCH = 1;

  /** Copies the list. */
  public Ownership {
    formation = List.copyOf(formation);
  }
}
