package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * ACCESS EXCLUSIVE locks for one who owns the tables but may not write to them.
 *
 * <p>LOCK TABLE asks for the right to write, which a fence has taken. Giving it back first would
 * change the tables' rows in {@code pg_class} before the tables are locked: an autovacuum that
 * holds a table and then wants to write its statistics into that row deadlocks with that. Naming
 * the owner that a table has changes nothing, and takes the lock.
 */
final class TableLocks {
  private static final String OWNERS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, r.rolname::text AS owner
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_roles r ON r.oid = c.relowner
      ORDER BY c.oid
      """;

  private TableLocks() {}

  /** Waits for each table, until the transaction ends. */
  static void take(DatabaseSession session, Collection<TableName> tables) {
    List<String> statements = new ArrayList<>();
    for (Row row : session.run("reading the owners", OWNERS, Names.arrays(tables))) {
      statements.add(
          "ALTER TABLE %s OWNER TO %s"
              .formatted(
                  Names.quoted(Names.from(row, "schema", "name")),
                  Identifiers.quote(row.getString("owner"))));
    }
    if (!statements.isEmpty()) {
      session.run("locking the tables", String.join(";", statements));
    }
  }
}
