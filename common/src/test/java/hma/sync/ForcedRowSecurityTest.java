package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SiteRole;
import hma.protocol.Writers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables whose row security binds their owner too. */
class ForcedRowSecurityTest {
  private static final String[] SCHEMA = {
    "CREATE TABLE guarded (id integer PRIMARY KEY, owner text)",
    "CREATE POLICY own_rows ON guarded USING (owner = 'nobody')",
    "CREATE TABLE parted (id integer) PARTITION BY RANGE (id)",
    "CREATE TABLE parted_one PARTITION OF parted FOR VALUES FROM (0) TO (100)"
  };
  private static final String[] SECURITY = {
    "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
    "ALTER TABLE parted_one ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
  };

  @Test
  void movesTheRowsThatItHidesAndComesBackAsItWas() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      sites
          .both(SCHEMA)
          .onSource(
              "INSERT INTO guarded VALUES (1, 'somebody'), (2, 'nobody')",
              "INSERT INTO parted VALUES (7)")
          .onTarget("INSERT INTO guarded VALUES (3, 'of old')")
          .both(SECURITY);

      // When
      sites.move();

      // Then
      assertThat(forced(sites.targetDatabase())).containsExactly("guarded", "parted_one");
      assertThat(forced(sites.sourceDatabase())).containsExactly("guarded", "parted_one");
      assertThat(Sql.rows(sites.targetAsSuperuser(), "SELECT id FROM guarded ORDER BY id"))
          .containsExactly(List.of("1"), List.of("2"));
      assertThat(Sql.value(sites.targetAsSuperuser(), "SELECT id FROM parted")).isEqualTo("7");
    }
  }

  @Test
  void isNoObstacle() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      sites.both(SCHEMA).both(SECURITY);

      // When, Then
      assertThat(sites.source().obstacles(sites.plan(), SiteRole.SOURCE)).isEmpty();
      assertThat(sites.target().obstacles(sites.plan(), SiteRole.TARGET)).isEmpty();
    }
  }

  @Test
  void isLeftAloneAndRefusedWhileWritersAreAtWork() throws Exception {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      sites.both(SCHEMA).both(SECURITY);
      MovePlan plan = sites.plan();
      MovedTable guarded =
          plan.tables().stream()
              .filter(table -> table.name().name().equals("guarded"))
              .findFirst()
              .orElseThrow();
      try (Connection writer = Sql.connect(sites.sourceDatabase());
          Statement statement = writer.createStatement()) {
        statement.execute("BEGIN; INSERT INTO guarded VALUES (4, 'nobody')");

        // When
        try (Source source = sites.source().openSource(TwoSites.CLAIM, plan, Writers.AT_WORK)) {

          // Then
          assertThatThrownBy(() -> source.fingerprint(guarded))
              .hasMessageContaining("row-level security policy for table \"guarded\"");
        }
        statement.execute("COMMIT");
      }
    }
  }

  @Test
  void locksNobodyOutWhereItIsForcedButNotEnabled() {
    try (TwoSites sites = TwoSites.create()) {
      // Given
      sites
          .both("CREATE TABLE open (id integer)", "ALTER TABLE open FORCE ROW LEVEL SECURITY")
          .onSource("INSERT INTO open VALUES (1)");

      // When
      try (Source first = sites.source().openSource(TwoSites.CLAIM, sites.plan(), Writers.STOPPED);
          Source second =
              sites.source().openSource(TwoSites.CLAIM, sites.plan(), Writers.STOPPED)) {
        sites.onSource("INSERT INTO open VALUES (2)");

        // Then
        assertThat(sites.plan().tables())
            .singleElement()
            .satisfies(table -> {
              assertThat(first.fingerprint(table)).isEqualTo(second.fingerprint(table));
              assertThat(first.fingerprint(table).rows()).isOne();
            });
      }
    }
  }

  private static List<String> forced(DatabaseUrl database) {
    return Sql.rows(
            database, "SELECT relname FROM pg_class WHERE relforcerowsecurity ORDER BY relname")
        .stream()
        .map(List::getFirst)
        .toList();
  }
}
