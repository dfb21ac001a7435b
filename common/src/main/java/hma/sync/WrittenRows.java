package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows a transaction has written to tables, by PostgreSQL's own count: <a
 * href="https://www.postgresql.org/docs/current/monitoring-stats.html">PostgreSQL, 27.2 The
 * Cumulative Statistics System</a>. A function that a check calls may write where nobody looks
 * again.
 *
 * @param inserted rows inserted or copied
 * @param deleted rows deleted
 */
record WrittenRows(long inserted, long deleted) {
  static final WrittenRows NONE = new WrittenRows(0, 0);

  private static final String COUNTED =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             pg_stat_get_xact_tuples_inserted(c.oid) AS inserted,
             pg_stat_get_xact_tuples_deleted(c.oid) AS deleted,
             pg_stat_get_xact_tuples_updated(c.oid) AS updated
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      """;

  WrittenRows plus(long moreInserted, long moreDeleted) {
    return new WrittenRows(inserted + moreInserted, deleted + moreDeleted);
  }

  /**
   * What the open transaction has written to each of the tables; rows that are updated count as
   * inserted and deleted. Emptying a table begins its count anew.
   */
  static Map<TableName, WrittenRows> count(DatabaseSession session, Collection<TableName> tables) {
    Map<TableName, WrittenRows> counted = new HashMap<>();
    for (Row row : session.run("counting what was written", COUNTED, Names.arrays(tables))) {
      long updated = row.getLong("updated");
      counted.put(
          Names.from(row, "schema", "name"),
          new WrittenRows(row.getLong("inserted"), row.getLong("deleted")).plus(updated, updated));
    }
    return counted;
  }
}
