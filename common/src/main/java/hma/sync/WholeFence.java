package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.workflow.Awaiting;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Fences what a database holds by its own catalog, read anew: also what was made while it had no
 * fence.
 *
 * <p>A table that a transaction in flight has made is seen by nobody yet, and locked by that
 * transaction. So the catalog is read once more when no such lock is left: what was made before the
 * fence is in it.
 */
final class WholeFence {
  private static final String MAKING = "waiting for those who make tables";

  /** Each time it starts again, somebody has made something in between. */
  private static final int ROUNDS = 10;

  private static final int LOOKS = 15;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private static final String OWNED =
      """
      SELECT w.schema_name, w.relation_name
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(schema_name, relation_name, place)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      WHERE pg_has_role(c.relowner, 'USAGE')
      ORDER BY w.place
      """;

  private final Postgres postgres;
  private final LockPatience patience;
  private final Claim claim;
  private final TableSelection selection;

  WholeFence(Postgres postgres, LockPatience patience, Claim claim, TableSelection selection) {
    this.postgres = postgres;
    this.patience = patience;
    this.claim = claim;
    this.selection = selection;
  }

  void run() {
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      MovePlan held = held(session);
      for (int round = 1; ; round++) {
        new FenceRaising(postgres, patience, claim, held).run(session);
        awaitMakers(session);
        MovePlan now = held(session);
        if (covers(held, now)) {
          return;
        }
        if (round == ROUNDS) {
          throw SiteProblems.locked(MAKING, "tables are made all the time");
        }
        held = now;
      }
    }
  }

  private MovePlan held(DatabaseSession session) {
    Catalog catalog = new CatalogReader(session, selection).read();
    List<TableName> tables = catalog.tables().stream().map(Table::name).toList();
    return new MovePlan(owned(session, tables), List.of(), owned(session, catalog.sequences()));
  }

  private static List<TableName> owned(DatabaseSession session, Collection<TableName> relations) {
    List<TableName> owned = new ArrayList<>();
    for (Row row : session.run("reading the owners", OWNED, Names.arrays(relations))) {
      owned.add(Names.from(row, "schema_name", "relation_name"));
    }
    return owned;
  }

  private static boolean covers(MovePlan fenced, MovePlan held) {
    return fenced.relations().containsAll(held.relations())
        && fenced.sequences().containsAll(held.sequences());
  }

  private static void awaitMakers(DatabaseSession session) {
    for (int looks = 1; ; looks++) {
      List<String> makers = LockHolders.makers(session);
      if (makers.isEmpty()) {
        return;
      }
      if (looks == LOOKS) {
        throw SiteProblems.locked(MAKING, LockHolders.sentence(makers));
      }
      Awaiting.pause(BETWEEN_LOOKS);
    }
  }
}
