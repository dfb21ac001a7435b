package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Side;
import hma.protocol.SiteState;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/**
 * What a database tells by itself, read without changing anything.
 *
 * @param side whose it is; empty where an older version of HMA was the last to install
 * @param state its epoch, its term, its fence and its newest receipt
 * @param newestEpoch the newest epoch that any receipt here came with, the state's at least
 * @param freshAsOf it holds everything that was committed on the active side before; empty where
 *     that is not known
 * @param now by the database's clock
 */
public record Standby(
    Optional<Side> side,
    SiteState state,
    long newestEpoch,
    Optional<Instant> freshAsOf,
    Instant now) {

  /**
   * The epoch of a failover to this side: the seconds since 1970, or what is newer than all that is
   * known here. Nobody here may have heard of a failover to the other side, so the clock decides
   * which of two was the last one. Since each switchover changes sides, their epochs are of
   * different parity; this keeps the side's own, so that no epoch is ever given to both.
   *
   * @param journaled the newest epoch that a journal in this database knows of, 0 without one
   */
  public long epochOfFailover(long journaled) {
    // The other side may hold the epoch after this one's.
    long known = Math.max(state.epoch() + 1, Math.max(newestEpoch, journaled));
    long least = Math.max(known + 1, now.getEpochSecond());
    return least + Math.floorMod(state.epoch() - least, 2);
  }

  static Optional<Standby> read(DatabaseSession session) {
    if (!exists(session, "hma.receipts")) {
      return Optional.empty();
    }
    StateRow row = new StateRow(session);
    SiteState state = row.read();
    return Optional.of(
        new Standby(side(session), state, newestEpoch(session, state), row.moment(), now(session)));
  }

  private static Optional<Side> side(DatabaseSession session) {
    if (exists(session, "hma.side")) {
      for (Row row : session.run("asking whose database this is", "SELECT side FROM hma.side")) {
        return Optional.of(Side.valueOf(row.getString(0)));
      }
    }
    return Optional.empty();
  }

  private static long newestEpoch(DatabaseSession session, SiteState state) {
    Row row =
        session
            .run("reading the receipts", "SELECT coalesce(max(epoch), 0) FROM hma.receipts")
            .iterator()
            .next();
    return Math.max(state.epoch(), row.getLong(0));
  }

  private static Instant now(DatabaseSession session) {
    return session
        .run("asking for the time", "SELECT clock_timestamp()")
        .iterator()
        .next()
        .getOffsetDateTime(0)
        .toInstant();
  }

  private static boolean exists(DatabaseSession session, String relation) {
    return session
        .run("looking for HMA's schema", "SELECT to_regclass($1) IS NOT NULL", Tuple.of(relation))
        .iterator()
        .next()
        .getBoolean(0);
  }
}
