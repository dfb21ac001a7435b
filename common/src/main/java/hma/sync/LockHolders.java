package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Who holds locks that another one has to wait for: pid, role, application and state. */
final class LockHolders {
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String UNTIL_NOW = "another session held a lock until just now";

  /** The locks that are held on the relations asked for, as {@code l}. */
  private static final String HELD =
      """
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_locks l ON l.locktype = 'relation' AND l.relation = c.oid AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  /** Those that stand against the lock that is wanted. */
  private static final String AGAINST =
      HELD + "  AND l.mode <> ALL ($3::text[]) AND l.pid IS DISTINCT FROM pg_backend_pid()\n";

  /** What a vacuum does is hidden from other roles, that it is one is not. */
  private static final String BY_A_VACUUM =
      """
      (EXISTS (SELECT FROM pg_stat_progress_vacuum p WHERE p.pid = l.pid)
       OR EXISTS (SELECT FROM pg_stat_progress_analyze p WHERE p.pid = l.pid))
      """;

  /** One line for each session, with the first of the relations that it has locked. */
  private static final String HOLDERS =
      """
      SELECT DISTINCT ON (l.pid) n.nspname::text AS schema, c.relname::text AS name, l.mode,
             l.pid, coalesce(a.usename::text, 'unknown') AS role,
             coalesce(a.application_name, '') AS application, coalesce(a.state, '') AS state
      """
          + AGAINST
          + """
          LEFT JOIN pg_stat_activity a ON a.pid = l.pid
          ORDER BY l.pid, n.nspname, c.relname
          LIMIT 10
          """;

  private static final String VACUUM =
      "SELECT count(*) > 0 AND coalesce(bool_and(" + BY_A_VACUUM + "), false)\n" + AGAINST;

  /** Those of the relations that a vacuum holds. */
  private static final String VACUUMED =
      "SELECT DISTINCT n.nspname::text AS schema, c.relname::text AS name\n"
          + HELD
          + "  AND l.mode = 'ShareUpdateExclusiveLock'\nWHERE "
          + BY_A_VACUUM;

  /** Who has made a table or sequence that nobody else sees yet. */
  private static final String MAKERS =
      """
      SELECT DISTINCT ON (l.pid) l.pid, coalesce(a.usename::text, 'unknown') AS role,
             coalesce(a.application_name, '') AS application, coalesce(a.state, '') AS state
      FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'AccessExclusiveLock'
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
        AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = l.relation)
      ORDER BY l.pid
      LIMIT 10
      """;

  /** Who has a table of the application, or an index of one, to himself. */
  private static final String ALONE =
      """
      SELECT DISTINCT ON (l.pid) n.nspname::text AS schema, c.relname::text AS name, l.mode,
             l.pid, coalesce(a.usename::text, 'unknown') AS role,
             coalesce(a.application_name, '') AS application, coalesce(a.state, '') AS state
      FROM pg_locks l LEFT JOIN pg_index i ON i.indexrelid = l.relation
      JOIN pg_class c ON c.oid = coalesce(i.indrelid, l.relation)
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'AccessExclusiveLock'
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid() AND
      """
          + CatalogQueries.APPLICATION
          + """
          ORDER BY l.pid, n.nspname, c.relname
          LIMIT 10
          """;

  private LockHolders() {}

  /**
   * Reads what takes only the weakest locks, as a table's size does.
   *
   * @param session in no transaction
   * @throws ProblemException {@code locked}, naming the sessions that have tables to themselves,
   *     when the lock time-out was over; any other failure as it is
   */
  static <T> T named(DatabaseSession session, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ProblemException problem) {
      if (problem.getCause() instanceof PgException refused
          && LOCK_NOT_AVAILABLE.equals(refused.getSqlState())) {
        throw SiteProblems.locked("reading the catalogs", alone(session), problem);
      }
      throw problem;
    }
  }

  private static String alone(DatabaseSession session) {
    List<String> holders = new ArrayList<>();
    session.run("reading who holds locks", ALONE).forEach(row -> holders.add(describe(row)));
    return holders.isEmpty() ? UNTIL_NOW : sentence(holders);
  }

  /** Whether nobody but a VACUUM or ANALYZE is in the way. */
  static boolean areVacuum(
      DatabaseSession session, TableLock wanted, Collection<TableName> relations) {
    Tuple parameters = Names.arrays(relations).addArrayOfString(wanted.compatible());
    return session
        .run("reading who holds locks", VACUUM, parameters)
        .iterator()
        .next()
        .getBoolean(0);
  }

  /** The relations that a VACUUM or ANALYZE works on. */
  static List<TableName> vacuumed(DatabaseSession session, Collection<TableName> relations) {
    List<TableName> vacuumed = new ArrayList<>();
    session
        .run("reading what is vacuumed", VACUUMED, Names.arrays(relations))
        .forEach(row -> vacuumed.add(Names.from(row, "schema", "name")));
    return vacuumed;
  }

  static String describe(
      DatabaseSession session, TableLock wanted, Collection<TableName> relations) {
    List<String> holders = new ArrayList<>();
    Tuple parameters = Names.arrays(relations).addArrayOfString(wanted.compatible());
    for (Row row : session.run("reading who holds locks", HOLDERS, parameters)) {
      holders.add(describe(row));
    }
    return holders.isEmpty() ? UNTIL_NOW : sentence(holders);
  }

  /** Who is making tables or sequences at this moment, one line each. */
  static List<String> makers(DatabaseSession session) {
    List<String> makers = new ArrayList<>();
    for (Row row : session.run("reading who makes tables", MAKERS)) {
      makers.add("a table is being made by " + who(row));
    }
    return makers;
  }

  static String sentence(List<String> holders) {
    return String.join("; ", holders) + "; end these transactions, then try again";
  }

  private static String describe(Row row) {
    return "%s is locked (%s) by %s"
        .formatted(Names.from(row, "schema", "name"), row.getString("mode"), who(row));
  }

  /** A prepared transaction has no session. */
  private static String who(Row row) {
    if (row.getInteger("pid") == null) {
      return "a prepared transaction, see pg_prepared_xacts";
    }
    return "pid %d (role %s, application '%s', %s)"
        .formatted(
            row.getInteger("pid"),
            row.getString("role"),
            row.getString("application"),
            row.getString("state").isEmpty() ? "state hidden" : row.getString("state"));
  }
}
