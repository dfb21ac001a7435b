package hma.master.journal;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * What a journal says to whoever neither leads nor wants to: nothing is made where there is none.
 *
 * @param failover the failover to this database's side that was begun and has not ended
 * @param ownership who owned the worker as far as this database was told, possibly long ago
 */
public record LeftJournal(Optional<JournaledSwitchover> failover, Optional<Ownership> ownership) {

  /** Reads it; blocks. */
  public static LeftJournal read(Postgres postgres) {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      return exists(session)
          ? new LeftJournal(
              Entries.find(
                  session, "finished_at IS NULL AND facts->>'trigger' = 'FAILOVER'", Tuple.tuple()),
              Entries.ownership(session))
          : new LeftJournal(Optional.empty(), Optional.empty());
    }
  }

  private static boolean exists(DatabaseSession session) {
    Row row =
        session
            .run("looking for a journal", "SELECT to_regclass('hma.steps') IS NOT NULL")
            .iterator()
            .next();
    return row.getBoolean(0);
  }
}
