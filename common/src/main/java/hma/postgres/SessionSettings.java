package hma.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings that make text mean the same on both sides, whatever the server's, the database's
 * and the role's own defaults are: <a
 * href="https://www.postgresql.org/docs/current/runtime-config-client.html">PostgreSQL, 19.11
 * Client Connection Defaults</a>.
 */
final class SessionSettings {
  /** The first major version that knows {@code transaction_timeout}. */
  private static final int TRANSACTION_TIMEOUT_SINCE = 17;

  /** The first major version that knows {@code pg_stat_force_next_flush}. */
  private static final int FLUSH_SINCE = 15;

  /** A role that forbids its queries one of these would make catalog queries take minutes. */
  private static final List<String> PLANNER =
      List.of(
          "bitmapscan",
          "hashagg",
          "hashjoin",
          "indexonlyscan",
          "indexscan",
          "material",
          "mergejoin",
          "nestloop",
          "seqscan",
          "sort",
          "tidscan");

  private SessionSettings() {}

  /**
   * One statement list that pins everything, for a server of a major version. When it has ended,
   * the session is counted in {@code pg_stat_database} too: {@link OwnLogIns}.
   */
  static String statements(int majorVersion) {
    Map<String, String> settings = pinned();
    if (majorVersion >= TRANSACTION_TIMEOUT_SINCE) {
      settings.put("transaction_timeout", "0");
    }
    String pinning =
        settings.entrySet().stream()
            .map(setting -> "SET " + setting.getKey() + " = '" + setting.getValue() + "'")
            .collect(Collectors.joining("; "));
    return majorVersion < FLUSH_SINCE ? pinning : pinning + "; SELECT pg_stat_force_next_flush()";
  }

  private static Map<String, String> pinned() {
    Map<String, String> settings = new LinkedHashMap<>();
    // First: from the next of the list on, the role's own limit no longer counts.
    settings.put("statement_timeout", "0");
    settings.put("standard_conforming_strings", "on");
    settings.put("search_path", "");
    settings.put("client_encoding", "UTF8");
    settings.put("DateStyle", "ISO");
    settings.put("IntervalStyle", "postgres");
    settings.put("TimeZone", "UTC");
    settings.put("extra_float_digits", "3");
    settings.put("bytea_output", "hex");
    settings.put("lc_monetary", "C");
    settings.put("xmloption", "content");
    settings.put("row_security", "off");
    settings.put("array_nulls", "on");
    settings.put("synchronize_seqscans", "off");
    PLANNER.forEach(way -> settings.put("enable_" + way, "on"));
    settings.put("quote_all_identifiers", "off");
    settings.put("default_transaction_isolation", "read committed");
    settings.put("default_transaction_read_only", "off");
    settings.put("default_transaction_deferrable", "off");
    // What is said to be durable has to be.
    settings.put("synchronous_commit", "on");
    settings.put("idle_session_timeout", "0");
    settings.put("lock_timeout", "10s");
    settings.put("idle_in_transaction_session_timeout", "0");
    // The server notices within two minutes that we are gone, and rolls back and unlocks.
    settings.put("tcp_keepalives_idle", "60");
    settings.put("tcp_keepalives_interval", "10");
    settings.put("tcp_keepalives_count", "6");
    return settings;
  }
}
