package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.SiteRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a role or a database sets for its sessions changes nothing. */
class HostileDefaultsTest {
  private static final List<String> ON_SOURCE =
      List.of(
          "DateStyle = 'SQL, DMY'",
          "IntervalStyle = 'sql_standard'",
          "extra_float_digits = -15",
          "bytea_output = 'escape'",
          "TimeZone = 'Asia/Kathmandu'",
          "search_path = 'foreign_keys', 'pg_catalog'",
          "quote_all_identifiers = on",
          "xmloption = 'document'",
          "default_transaction_isolation = 'serializable'",
          "row_security = on",
          "standard_conforming_strings = off",
          "client_min_messages = 'error'",
          "client_encoding = 'LATIN1'",
          "statement_timeout = '1ms'",
          "backslash_quote = 'off'",
          "xmlbinary = 'hex'",
          "lc_monetary = 'C'",
          "parallel_setup_cost = 0",
          "parallel_tuple_cost = 0",
          "min_parallel_table_scan_size = 0",
          "enable_seqscan = off");

  private static final List<String> ON_TARGET =
      List.of(
          "DateStyle = 'German, MDY'",
          "IntervalStyle = 'iso_8601'",
          "TimeZone = 'America/St_Johns'",
          "search_path = 'values', 'nowhere'",
          "array_nulls = off",
          "lock_timeout = '1ms'",
          "idle_in_transaction_session_timeout = '3s'",
          "idle_session_timeout = '3s'",
          "default_transaction_read_only = on",
          "default_transaction_deferrable = on",
          "transform_null_equals = on",
          "synchronous_commit = off",
          "client_encoding = 'SQL_ASCII'",
          "statement_timeout = '1ms'",
          "xmloption = 'document'",
          "extra_float_digits = -15",
          "bytea_output = 'escape'",
          "default_transaction_isolation = 'serializable'",
          "default_text_search_config = 'pg_catalog.german'",
          "escape_string_warning = on",
          "standard_conforming_strings = off",
          "check_function_bodies = off",
          "maintenance_work_mem = '1MB'");

  @Test
  void changeNothing() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      for (Scenario scenario :
          List.of(
              Scenario.VALUES, Scenario.SEQUENCES, Scenario.FOREIGN_KEYS, Scenario.ROW_SECURITY)) {
        scenario.prepare(sites);
      }
      Map<String, List<String>> rows = DatabaseText.rows(sites.sourceAsSuperuser());
      List<String> sequences = DatabaseText.sequences(sites.sourceAsSuperuser());
      Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetAsSuperuser());
      set(sites.sourceAsSuperuser(), sites.sourceDatabase(), ON_SOURCE);
      set(sites.targetAsSuperuser(), sites.targetDatabase(), ON_TARGET);

      // When
      List<String> obstacles = sites.target().obstacles(sites.plan(), SiteRole.TARGET);
      sites.move();

      // Then
      assertThat(obstacles).isEmpty();
      assertThat(DatabaseText.rows(sites.targetAsSuperuser())).isEqualTo(rows);
      assertThat(DatabaseText.sequences(sites.targetAsSuperuser())).isEqualTo(sequences);
      assertThat(DatabaseText.catalogs(sites.targetAsSuperuser())).isEqualTo(catalogs);
    }
  }

  @Test
  void changeNothingForAnyShape() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      Shape.on(17, 17).forEach(shape -> shape.prepare(sites));
      Map<String, List<String>> rows = DatabaseText.rows(sites.sourceAsSuperuser());
      Map<String, List<String>> catalogs = DatabaseText.catalogs(sites.targetAsSuperuser());
      Map<String, List<String>> views = DatabaseText.materializedViews(sites.sourceAsSuperuser());
      set(sites.sourceAsSuperuser(), sites.sourceDatabase(), ON_SOURCE);
      set(sites.targetAsSuperuser(), sites.targetDatabase(), ON_TARGET);

      // When
      sites.move();

      // Then
      Map<String, List<String>> moved = DatabaseText.rows(sites.targetAsSuperuser());
      assertThat(moved.keySet()).isEqualTo(rows.keySet());
      moved.forEach((table, lines) -> assertThat(lines).as(table).isEqualTo(rows.get(table)));
      assertThat(DatabaseText.catalogs(sites.targetAsSuperuser())).isEqualTo(catalogs);
      assertThat(DatabaseText.materializedViews(sites.targetAsSuperuser())).isEqualTo(views);
    }
  }

  private static void set(DatabaseUrl superuser, DatabaseUrl database, List<String> settings) {
    for (String setting : settings) {
      Sql.execute(superuser, "ALTER ROLE \"%s\" SET %s".formatted(database.user(), setting));
    }
  }
}
