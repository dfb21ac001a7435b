package hma.sync;

import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.protocol.Analysis;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the planner knows of tables, made anew beside the application that uses them: <a
 * href="https://www.postgresql.org/docs/current/sql-analyze.html">ANALYZE</a>. Until it runs a
 * table that was loaded whole has the statistics of its former rows, or none. Autovacuum does the
 * same in its own time, but never for a partitioned table.
 */
final class Statistics {
  /** The longest for all tables together. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * A part is analyzed with the whole tree, once. What may not be analyzed would be passed over by
   * the server with a warning only.
   */
  private static final String WHAT =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             pg_has_role(d.datdba, 'USAGE')
               OR CASE WHEN current_setting('server_version_num')::int >= 170000
                       THEN has_table_privilege(c.oid, 'MAINTAIN')
                       ELSE pg_has_role(c.relowner, 'USAGE') END AS permitted
      FROM unnest($1::text[], $2::text[])
        WITH ORDINALITY AS w(schema_name, relation_name, position)
      JOIN pg_namespace wn ON wn.nspname = w.schema_name
      JOIN pg_class wc ON wc.relnamespace = wn.oid AND wc.relname = w.relation_name
      JOIN pg_class c ON c.oid = coalesce(pg_partition_root(wc.oid), wc.oid)
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_database d ON d.datname = current_database()
      GROUP BY n.nspname, c.relname, c.oid, c.relowner, d.datdba
      ORDER BY min(w.position)
      """;

  private final DatabaseSession session;
  private final Duration limit;
  private final List<String> skipped = new ArrayList<>();

  /** In a session of its own, outside of a transaction. */
  Statistics(DatabaseSession session, Duration limit) {
    this.session = session;
    this.limit = limit;
  }

  /** Makes those of the tables anew, in this order, for as long as the limit allows. */
  Analysis renew(List<TableName> tables) {
    // Expressions of indexes may call functions that find others by the role's own search path.
    session.run("preparing", "SET search_path TO DEFAULT; SET lock_timeout = '1s'");
    long end = System.nanoTime() + limit.toNanos();
    int renewed = 0;
    for (Row row : session.run("reading what to analyze", WHAT, Names.arrays(tables))) {
      TableName table = Names.from(row, "schema", "name");
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (!row.getBoolean("permitted")) {
        skipped.add(table + ": only its owner may analyze it");
      } else if (left <= 0) {
        skipped.add(table + ": no time was left");
      } else if (isAnalyzed(table, left)) {
        renewed++;
      }
    }
    return new Analysis(renewed, skipped);
  }

  private boolean isAnalyzed(TableName table, long millis) {
    session.run("limiting the time", "SET statement_timeout = " + millis);
    try {
      session.run(table.toString(), "ANALYZE " + Names.quoted(table));
      return true;
    } catch (ProblemException problem) {
      if (!problem.problem().code().equals(DatabaseProblems.REFUSED)) {
        throw problem;
      }
      skipped.add(problem.problem().detail());
      return false;
    }
  }
}
