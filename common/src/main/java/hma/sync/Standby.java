package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Side;
import hma.protocol.SiteState;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * What a database tells by itself, read without changing anything.
 *
 * @param side whose it is; empty where an older version of HMA was the last to install
 * @param state its epoch, its term, its fence and its newest receipt
 * @param newestEpoch the newest epoch that any receipt here came with, the state's at least
 */
public record Standby(Optional<Side> side, SiteState state, long newestEpoch) {

  /**
   * The epoch of a failover to this side. The other side may hold the epoch after this one's, which
   * nobody here has heard of, and each switchover changes sides: so in steps of two an epoch is
   * newer than the other side's, and none is ever given to both.
   *
   * @param journaled the newest epoch that a journal in this database knows of, 0 without one
   */
  public long epochOfFailover(long journaled) {
    long epoch = state.epoch() + 2;
    while (epoch <= Math.max(newestEpoch, journaled)) {
      epoch += 2;
    }
    return epoch;
  }

  static Optional<Standby> read(DatabaseSession session) {
    if (!exists(session, "hma.receipts")) {
      return Optional.empty();
    }
    SiteState state = new StateRow(session).read();
    return Optional.of(new Standby(side(session), state, newestEpoch(session, state)));
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

  private static boolean exists(DatabaseSession session, String relation) {
    return session
        .run("looking for HMA's schema", "SELECT to_regclass($1) IS NOT NULL", Tuple.of(relation))
        .iterator()
        .next()
        .getBoolean(0);
  }
}
