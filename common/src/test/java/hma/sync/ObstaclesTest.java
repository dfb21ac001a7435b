package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.MovePlan;
import hma.protocol.SiteRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a switchover will need is tried beforehand, and nothing of the trial stays. */
class ObstaclesTest {
  private final TwoSites sites = TwoSites.create();
  private MovePlan plan;

  @BeforeEach
  void fillBothSides() {
    List.of(Scenario.FOREIGN_KEYS, Scenario.TRIGGERS, Scenario.SEQUENCES, Scenario.PARTITIONS)
        .forEach(scenario -> scenario.prepare(sites));
    plan = sites.plan();
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void findsNoneAndChangesNothing() {
    // Given
    sites.target().fence(CLAIM, plan);
    Map<String, List<String>> source = DatabaseText.everything(sites.sourceDatabase());
    Map<String, List<String>> target = DatabaseText.everything(sites.targetDatabase());

    // When
    List<String> onSource = onSource();
    List<String> onTarget = onTarget();

    // Then
    assertThat(onSource).isEmpty();
    assertThat(onTarget).isEmpty();
    assertThat(DatabaseText.everything(sites.sourceDatabase())).isEqualTo(source);
    assertThat(DatabaseText.everything(sites.targetDatabase())).isEqualTo(target);
  }

  @Test
  void namesARoleThatNoFenceBinds() {
    // Given
    String member = sites.role("member");
    String role = sites.sourceDatabase().user();
    Sql.execute(sites.sourceAsSuperuser(), "GRANT pg_write_all_data TO " + member);
    Sql.execute(sites.sourceAsSuperuser(), "GRANT %s TO \"%s\"".formatted(member, role));

    // When
    List<String> obstacles = onSource();

    // Then
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("\"%s\" is a member of pg_write_all_data".formatted(role));
  }

  @Test
  void doesNotWaitForWritersOnTheSource() throws Exception {
    // Given
    try (Connection _ =
        busy(sites.sourceDatabase(), "LOCK TABLE triggers.plain IN ROW EXCLUSIVE MODE")) {
      // When
      List<String> obstacles = sites.impatientSource().obstacles(plan, SiteRole.LOGGED_SOURCE);

      // Then
      assertThat(obstacles).isEmpty();
    }
  }

  @Test
  void namesAPublishedTableThatRefusesADelete() {
    // Given
    sites.onTarget(
        "ALTER TABLE foreign_keys.badge REPLICA IDENTITY NOTHING",
        "CREATE PUBLICATION badges FOR TABLE foreign_keys.badge");

    // When
    List<String> obstacles = onTarget();

    // Then
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("foreign_keys.badge", "does not have a replica identity and publishes deletes");
  }

  @Test
  void namesEachThingThatIsRefusedOnTheSource() {
    // Given
    String other = sites.role("other");
    Sql.execute(
        sites.sourceAsSuperuser(),
        "ALTER TABLE foreign_keys.badge OWNER TO " + other,
        "ALTER TABLE triggers.fired OWNER TO " + other,
        "ALTER SEQUENCE sequences.exhausted OWNER TO " + other,
        "REVOKE SELECT ON foreign_keys.door FROM \"%s\"".formatted(sites.sourceDatabase().user()));

    // When
    List<String> obstacles = onSource();

    // Then
    assertThat(obstacles)
        .allMatch(obstacle -> obstacle.startsWith("on the master, "))
        .anyMatch(obstacle -> obstacle.contains("reading foreign_keys.badge: permission denied"))
        .anyMatch(obstacle -> obstacle.contains("reading foreign_keys.door: permission denied"))
        .anyMatch(obstacle -> obstacle.contains("reading triggers.fired: permission denied"))
        .anyMatch(obstacle -> obstacle.contains("fencing: permission denied for table badge"))
        .anyMatch(obstacle -> obstacle.contains("fencing: permission denied for table fired"))
        .anyMatch(
            obstacle -> obstacle.contains("fencing: permission denied for sequence exhausted"))
        .anyMatch(obstacle -> obstacle.contains("logging the changes of foreign_keys.badge:"))
        .anyMatch(obstacle -> obstacle.contains("logging the changes of triggers.fired:"))
        .hasSize(9);
  }

  @Test
  void namesWhatIsRefusedOnTheTarget() {
    // Given
    String other = sites.role("other");
    Sql.execute(
        sites.targetAsSuperuser(),
        "ALTER TABLE foreign_keys.badge OWNER TO " + other,
        "ALTER SEQUENCE sequences.exhausted OWNER TO " + other,
        "ALTER SEQUENCE sequences.cycling OWNER TO " + other);

    // When
    List<String> obstacles = onTarget();

    // Then
    assertThat(obstacles)
        .allMatch(obstacle -> obstacle.startsWith("on the slave, "))
        .anyMatch(obstacle -> obstacle.contains("permission denied for table badge"))
        .anyMatch(obstacle -> obstacle.contains("sequence exhausted"))
        .anyMatch(obstacle -> obstacle.contains("must be owner of table badge"))
        .anyMatch(obstacle -> obstacle.contains("sequence cycling"))
        .hasSize(4);
  }

  @Test
  void namesWhoHasTheTargetLocked() throws Exception {
    // Given
    try (Connection _ = busy(sites.targetDatabase(), "SELECT * FROM triggers.plain")) {
      // When
      List<String> obstacles = sites.impatientTarget().obstacles(plan, SiteRole.TARGET);

      // Then
      assertThat(obstacles)
          .singleElement()
          .asString()
          .contains("triggers.plain is locked (AccessShareLock) by pid ")
          .contains("application 'test', idle in transaction");
    }
  }

  @Test
  void namesThatTemporaryTablesAreRefused() {
    // Given
    sites.both(
        "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, %I', current_database(), current_user); END $$");

    // When
    List<String> onSource = onSource();
    List<String> onTarget = onTarget();

    // Then
    assertThat(onSource)
        .singleElement()
        .asString()
        .startsWith("on the master, making a temporary table, which GRANT TEMPORARY ON DATABASE");
    assertThat(onTarget).singleElement().asString().contains("permission denied", "42501");
  }

  @Test
  void namesThatTriggersAreRefusedWhereChangesAreLogged() {
    // Given
    sites.onSource("REVOKE TRIGGER ON triggers.plain FROM CURRENT_USER");
    Sql.execute(sites.sourceAsSuperuser(), "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC");

    // When
    List<String> logged = onSource();
    List<String> standing = sites.source().obstacles(plan, SiteRole.SOURCE);

    // Then
    assertThat(logged)
        .anyMatch(obstacle -> obstacle.contains("permission denied for language plpgsql"))
        .anyMatch(obstacle -> obstacle.contains("logging the changes of triggers.plain:"))
        .hasSize(2);
    assertThat(standing).isEmpty();
  }

  @Test
  void leavesAnIndexInPlaceThatCouldNotBeMadeAgain() {
    // Given
    for (DatabaseUrl side : List.of(sites.sourceAsSuperuser(), sites.targetAsSuperuser())) {
      Sql.execute(side, "CREATE SCHEMA closed", "GRANT USAGE ON SCHEMA closed TO PUBLIC");
      Sql.execute(side, "CREATE TABLE closed.t (id integer)", "CREATE INDEX ids ON closed.t (id)");
    }
    own(sites.sourceAsSuperuser(), sites.sourceDatabase());
    own(sites.targetAsSuperuser(), sites.targetDatabase());
    sites.onSource("INSERT INTO closed.t SELECT generate_series(1, 10000)", "ANALYZE closed.t");

    // When
    List<String> obstacles = sites.target().obstacles(sites.plan(), SiteRole.TARGET);
    sites.move();

    // Then
    assertThat(obstacles).isEmpty();
    assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM closed.t"))
        .isEqualTo("10000");
  }

  private List<String> onSource() {
    return sites.source().obstacles(plan, SiteRole.LOGGED_SOURCE);
  }

  private List<String> onTarget() {
    return sites.target().obstacles(plan, SiteRole.TARGET);
  }

  /** In the middle of a transaction that has done this. */
  private static Connection busy(DatabaseUrl database, String sql) throws SQLException {
    Connection connection = Sql.connect(database);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN; " + sql);
    }
    return connection;
  }

  private static void own(DatabaseUrl superuser, DatabaseUrl owner) {
    Sql.execute(superuser, "ALTER TABLE closed.t OWNER TO \"%s\"".formatted(owner.user()));
  }
}
