package hma.master.journal;

import hma.protocol.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a standby has no fence for a while, because somebody asked for it.
 *
 * @param id the id of the change that opened it
 * @param standby the side that was not active then
 * @param by who asked for it, as they call themselves; null where they did not say
 * @param epoch the epoch of the active side then: a switchover since has ended the opening
 * @param openedAt when it was opened
 * @param until when the standby is to be fenced again; null where all fences were lifted for good
 */
public record Opening(
    String id,
    Side standby,
    @Nullable String by,
    long epoch,
    Instant openedAt,
    @Nullable Instant until) {

  /** Whether the standby of that epoch is open and to be fenced again. */
  public boolean isOpenUnder(long current) {
    return until != null && epoch == current;
  }

  /** Whether the standby was refreshed since, which fences it whatever was lifted before. */
  public boolean isRefreshedSince(Ownership owned) {
    Instant moment = owned.standbyAsOf();
    return moment != null && moment.isAfter(openedAt);
  }

  /** The same, to be ended at another time. */
  public Opening endingAt(Instant time) {
    return new Opening(id, standby, by, epoch, openedAt, time);
  }
}
