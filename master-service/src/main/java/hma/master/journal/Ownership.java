package hma.master.journal;

import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which side is active, by the newest epoch.
 *
 * @param owner the active side
 * @param epoch the epoch of the switchover that made it so; 1 after the first adoption
 * @param since when it became so, by the clock of the journal's database or, until it is read from
 *     there, by that of the master
 * @param formation the processes that run there, and on the other side after a switchover
 * @param standbyAsOf the standby holds everything that was committed before; null while that is not
 *     known
 * @param decidedAt when it was decided that this side is active, by the clock of the master that
 *     did: what the schedule asked for before does not count; null in what was journaled before
 *     there was a schedule
 */
public record Ownership(
    Side owner,
    long epoch,
    Instant since,
    List<ProcessQuantity> formation,
    @Nullable Instant standbyAsOf,
    @Nullable Instant decidedAt) {
  /** The epoch of a side that was found active before HMA's first switchover. */
  public static final long FIRST_EPOCH = 1;

  /** Copies the list. */
  public Ownership {
    formation = List.copyOf(formation);
  }

  /** Of one that was decided when it became so, and of a standby of which nothing is known. */
  public Ownership(Side owner, long epoch, List<ProcessQuantity> formation, Instant decidedAt) {
    this(owner, epoch, decidedAt, formation, null, decidedAt);
  }

  /** The same, with other processes. */
  public Ownership with(List<ProcessQuantity> changed) {
    return new Ownership(owner, epoch, since, changed, standbyAsOf, decidedAt);
  }

  /** The same, once the standby was refreshed. */
  public Ownership refreshed(Instant moment) {
    return new Ownership(owner, epoch, since, formation, moment, decidedAt);
  }

  /** The same, once somebody has decided anew that it stays. */
  public Ownership decided(Instant moment) {
    return new Ownership(owner, epoch, since, formation, standbyAsOf, moment);
  }
}
