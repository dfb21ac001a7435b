package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Row security that binds even the owner, taken off in a transaction so that every row can be read
 * and written: <a href="https://www.postgresql.org/docs/current/ddl-rowsecurity.html">PostgreSQL,
 * 5.9 Row Security Policies</a>.
 *
 * <p>It needs an exclusive lock, and so is only for a side whose worker stands still. Nobody else
 * sees it: a source's transaction is never committed, a target's puts it back first.
 */
final class SuspendedRowSecurity {
  private static final String FORCED =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      WHERE c.relrowsecurity AND c.relforcerowsecurity
      ORDER BY c.oid
      """;

  private final DatabaseSession session;
  private final List<TableName> tables;

  private SuspendedRowSecurity(DatabaseSession session, List<TableName> tables) {
    this.session = session;
    this.tables = tables;
  }

  /** Lets the owner of these tables see and write all of their rows. */
  static SuspendedRowSecurity lift(DatabaseSession session, List<TableName> relations) {
    SuspendedRowSecurity suspended =
        new SuspendedRowSecurity(session, List.copyOf(forced(session, relations)));
    suspended.alter("NO FORCE");
    return suspended;
  }

  /** Those of the tables whose owner it binds. */
  static Set<TableName> forced(DatabaseSession session, List<TableName> relations) {
    Set<TableName> forced = new LinkedHashSet<>();
    for (Row row : session.run("reading row security", FORCED, Names.arrays(relations))) {
      forced.add(Names.from(row, "schema", "name"));
    }
    return forced;
  }

  /** Binds the owner again. */
  void force() {
    alter("FORCE");
  }

  private void alter(String action) {
    for (TableName table : tables) {
      session.run(
          "row security of " + table,
          "ALTER TABLE ONLY %s %s ROW LEVEL SECURITY".formatted(Names.quoted(table), action));
    }
  }
}
