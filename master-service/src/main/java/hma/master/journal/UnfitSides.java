package hma.master.journal;

import hma.protocol.Side;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Which side's database was last seen with a copy that is not complete. The database says so
 * itself; but the slave's is asked only while its agent is awake.
 */
public final class UnfitSides {
  private final Leadership leadership;

  UnfitSides(Leadership leadership) {
    this.leadership = leadership;
  }

  /** The one that was noted last; there is only one standby. */
  public Optional<UnfitSide> find() {
    return leadership.within(session -> {
      for (Row row :
          session.run(
              "reading what is unfit",
              "SELECT * FROM hma.unfit_sides ORDER BY since DESC LIMIT 1")) {
        return Optional.of(
            new UnfitSide(
                Side.valueOf(row.getString("side")),
                row.getString("switchover"),
                row.getOffsetDateTime("since").toInstant()));
      }
      return Optional.empty();
    });
  }

  /** Notes one: what stands by there is of no moment any more. */
  public void note(UnfitSide unfit) {
    write(
        "noting what is unfit",
        """
        , stale AS (
          UPDATE hma.ownership SET standby_as_of = NULL
          WHERE owner <> $2 AND EXISTS (TABLE leader_term))
        INSERT INTO hma.unfit_sides (side, switchover, since)
        SELECT $2, $3, $4 FROM leader_term
        ON CONFLICT (side) DO UPDATE
        SET switchover = excluded.switchover, since = excluded.since
        RETURNING 1
        """,
        Tuple.of(
            leadership.term(),
            unfit.side().name(),
            unfit.switchover(),
            OffsetDateTime.ofInstant(unfit.since(), ZoneOffset.UTC)));
  }

  /** Forgets a side, whether or not it was noted. */
  public void forget(Side side) {
    write(
        "forgetting what was unfit",
        """
        , forgotten AS (
          DELETE FROM hma.unfit_sides WHERE side = $2 AND EXISTS (TABLE leader_term))
        SELECT 1 FROM leader_term
        """,
        Tuple.of(leadership.term(), side.name()));
  }

  private void write(String doing, String sql, Tuple parameters) {
    leadership.within(session -> {
      int leading = session.run(doing, Journal.LEADING + sql, parameters).size();
      leadership.refuseIfNone(leading);
      return leading;
    });
  }
}
