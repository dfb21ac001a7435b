package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.OwnLogIns;
import hma.protocol.Activity;
import hma.protocol.ClientSession;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The sessions of others on a database: every client backend that is not HMA's own. Superusers are
 * left out: they are the provider's monitoring, and no fence binds them.
 */
final class Sessions {
  private static final String OTHERS =
      """
      FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
        AND (NOT r.rolsuper OR r.rolname = current_user)
        AND coalesce(a.backend_type, 'client backend') = 'client backend'
        AND coalesce(a.application_name, '') NOT LIKE 'hma/%'
      """;

  /** How often the log-ins are counted anew when HMA itself has logged in meanwhile. */
  private static final int MOST_COUNTS = 3;

  private Sessions() {}

  /**
   * What others do. The sessions are read first: one that has ended was counted by the server
   * before it left the list, and one that is not counted yet is still on it.
   */
  static Activity activity(DatabaseSession session, OwnLogIns own) {
    List<ClientSession> sessions = others(session);
    for (int attempt = 0; attempt < MOST_COUNTS; attempt++) {
      OwnLogIns.Count before = own.now();
      Row counted = count(session);
      if (before.isExact() && before.equals(own.now())) {
        String counter = before.counter() + "/" + counted.getString("counter");
        return new Activity(sessions, counted.getLong("sessions") - before.opened(), counter);
      }
    }
    return new Activity(sessions, 0, "uncertain/" + UUID.randomUUID());
  }

  /**
   * All log-ins since the statistics began: <a
   * href="https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-DATABASE-VIEW">PostgreSQL,
   * 27.2.17 pg_stat_database</a>. They begin anew with a reset, and after a crash or a failover of
   * the server.
   */
  private static Row count(DatabaseSession session) {
    return session
        .run(
            "counting the log-ins",
            """
            SELECT sessions, concat_ws('/', pg_postmaster_start_time(), stats_reset) AS counter
            FROM pg_stat_database WHERE datname = current_database()
            """)
        .iterator()
        .next();
  }

  private static List<ClientSession> others(DatabaseSession session) {
    List<ClientSession> sessions = new ArrayList<>();
    for (Row row :
        session.run(
            "reading the sessions",
            """
            SELECT a.pid, r.rolname::text AS role, coalesce(a.application_name, '') AS application,
                   coalesce(a.state, '') AS state, coalesce(a.backend_start, now()) AS since
            """
                + OTHERS
                + "ORDER BY a.pid")) {
      sessions.add(
          new ClientSession(
              row.getInteger("pid"),
              row.getString("role"),
              row.getString("application"),
              row.getString("state"),
              row.getOffsetDateTime("since").withOffsetSameInstant(ZoneOffset.UTC).toInstant()));
    }
    return List.copyOf(sessions);
  }

  /** Ends those that HMA's role may end: of roles whose privileges it has, its own above all. */
  static int terminate(DatabaseSession session) {
    return session
        .run(
            "terminating the sessions",
            "SELECT pg_terminate_backend(a.pid) "
                + OTHERS
                + """
                AND (pg_has_role(a.usesysid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE'))
                """)
        .size();
  }

  /**
   * Ends HMA's own sessions that belong to a switchover, but for the one that asks: under an older
   * term they can commit nothing, but hold their locks for as long as their master is waited for.
   */
  static void terminateSwitchovers(DatabaseSession session) {
    session.run(
        "terminating the sessions of switchovers",
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND usename = current_user AND application_name LIKE 'hma/%/%'
          AND application_name NOT LIKE 'hma/leader/%'
        """);
  }

  /** Ends HMA's own sessions of this name, which the server cut, but for the one that asks. */
  static void terminateOwn(DatabaseSession session, String application) {
    session.run(
        "terminating an abandoned session",
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND usename = current_user AND application_name = left($1, 63)
        """,
        Tuple.of(application));
  }
}
