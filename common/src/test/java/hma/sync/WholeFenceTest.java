package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.Claim;
import hma.protocol.ProblemException;
import hma.protocol.TableSelection;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby that was open for migrations and is fenced again, with what they made. */
class WholeFenceTest {
  private static final TableSelection ALL = TableSelection.all();

  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE TABLE a (id serial PRIMARY KEY, v text)",
        "CREATE TABLE p (id integer PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void fencesWhatWasMadeAndChangedWhileItWasOpen() throws SQLException {
    // Given
    String clerk = sites.role("clerk");
    sites.target().fence(CLAIM, sites.plan());
    sites.target().lift(CLAIM);
    sites.onTarget(
        "CREATE TABLE made (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)",
        "CREATE SEQUENCE free",
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
        "ALTER TABLE a RENAME TO renamed",
        "GRANT INSERT, UPDATE (v) ON made TO " + clerk,
        "GRANT DELETE ON renamed TO PUBLIC");
    List<String> before = DatabaseText.grants(sites.targetDatabase());

    // When
    sites.target().fenceAll(CLAIM, ALL);

    // Then
    for (String write :
        List.of(
            "INSERT INTO made (v) VALUES ('x')",
            "INSERT INTO renamed (v) VALUES ('x')",
            "INSERT INTO p2 VALUES (11)",
            "INSERT INTO p VALUES (11)",
            "TRUNCATE made",
            "SELECT nextval('free')",
            "SELECT setval('made_id_seq', 7)")) {
      assertThat(sqlState(write)).as(write).isEqualTo("42501");
    }
    assertThat(sites.target().state().fencedRelations()).isEqualTo(5 + 3);
    sites.target().lift(CLAIM);
    assertThat(DatabaseText.grants(sites.targetDatabase())).isEqualTo(before);
  }

  @Test
  void neverTakesItsOwnFenceForWhatWasGranted() {
    // Given
    sites.onTarget("GRANT UPDATE (v), INSERT (id) ON a TO PUBLIC");
    List<String> before = DatabaseText.grants(sites.targetDatabase());

    // When
    sites.target().fenceAll(CLAIM, ALL);
    sites.target().fenceAll(new Claim("another", 2, 1), ALL);
    sites.target().lift(CLAIM);
    sites.target().lift(CLAIM);
    sites.target().fenceAll(CLAIM, ALL);
    sites.target().fence(CLAIM, sites.plan());
    sites.target().lift(CLAIM);

    // Then
    assertThat(DatabaseText.grants(sites.targetDatabase())).isEqualTo(before);
  }

  @Test
  void changesNothingForAMasterThatWasReplaced() {
    // Given
    List<String> before = DatabaseText.grants(sites.targetDatabase());
    sites.target().raiseTerm(2);

    // When
    ProblemException fencing =
        catchThrowableOfType(ProblemException.class, () -> sites.target().fenceAll(CLAIM, ALL));
    sites.target().fenceAll(new Claim("newer", 2, 2), ALL);
    ProblemException lifting =
        catchThrowableOfType(ProblemException.class, () -> sites.target().lift(CLAIM));

    // Then
    assertThat(fencing.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    assertThat(lifting.problem().code()).isEqualTo(SiteProblems.STALE_TERM);
    assertThat(sites.target().state().fencedRelations()).isEqualTo(3 + 1);
    sites.target().lift(new Claim("newer", 2, 2));
    assertThat(DatabaseText.grants(sites.targetDatabase())).isEqualTo(before);
  }

  @Test
  void fencesWhatATransactionInFlightIsMaking() throws Exception {
    try (Connection migration = Sql.connect(sites.targetDatabase());
        Statement statement = migration.createStatement()) {
      // Given
      migration.setAutoCommit(false);
      statement.execute("CREATE TABLE late (id serial)");

      // When
      Future<Boolean> fence =
          sites.start(() -> {
            sites.target().fenceAll(CLAIM, ALL);
            return true;
          });
      await().until(() -> sites.target().state().fencedRelations() > 0);
      migration.commit();
      fence.await(60, TimeUnit.SECONDS);

      // Then
      assertThat(sqlState("INSERT INTO late DEFAULT VALUES")).isEqualTo("42501");
      assertThat(sites.target().state().fencedRelations()).isEqualTo(4 + 2);
    }
  }

  @Test
  void saysWhoMakesATableForTooLong() throws Exception {
    try (Connection migration = Sql.connect(sites.targetDatabase());
        Statement statement = migration.createStatement()) {
      // Given
      migration.setAutoCommit(false);
      statement.execute("CREATE TABLE late (id serial)");

      // When
      ProblemException problem =
          catchThrowableOfType(ProblemException.class, () -> sites.target().fenceAll(CLAIM, ALL));

      // Then
      assertThat(problem.problem().code()).isEqualTo(SiteProblems.LOCKED);
      assertThat(problem)
          .hasMessageContaining(
              "a table is being made by pid "
                  + migration.unwrap(org.postgresql.PGConnection.class).getBackendPID());
      assertThat(sqlState("INSERT INTO a (v) VALUES ('x')")).isEqualTo("42501");
    }
  }

  @Test
  void leavesOutWhatDoesNotMoveAndWhatOthersOwn() throws SQLException {
    // Given
    String stranger = sites.role("stranger");
    sites.onTarget("CREATE TABLE own_notes (v text)", "CREATE TABLE strange (v text)");
    Sql.execute(sites.targetAsSuperuser(), "ALTER TABLE strange OWNER TO " + stranger);

    // When
    sites.target().fenceAll(CLAIM, new TableSelection(List.of("a", "p", "strange")));

    // Then
    assertThat(sqlState("INSERT INTO own_notes VALUES ('x')")).isEmpty();
    assertThat(sqlState("INSERT INTO p1 VALUES (1)")).isEqualTo("42501");
    assertThat(sqlState("SELECT nextval('a_id_seq')")).isEqualTo("42501");
    assertThat(sites.target().state().fencedRelations()).isEqualTo(3 + 1);
  }

  @Test
  void aSwitchoverGivesBackWhatWasFencedBeforeTheFirstOne() throws SQLException {
    // Given
    sites.onSource("INSERT INTO a (v) VALUES ('moves')");
    sites.onTarget("CREATE TABLE only_here (v text)");
    List<String> before = DatabaseText.grants(sites.targetDatabase());
    sites.target().fenceAll(CLAIM, ALL);

    // When
    sites.move();

    // Then
    assertThat(DatabaseText.grants(sites.targetDatabase())).isEqualTo(before);
    assertThat(sites.target().state().fencedRelations()).isZero();
    assertThat(sqlState("INSERT INTO a (v) VALUES ('works')")).isEmpty();
    assertThat(Sql.value(sites.targetDatabase(), "SELECT count(*) FROM a")).isEqualTo("2");
  }

  /** Empty when the statement is not refused. */
  private String sqlState(String sql) throws SQLException {
    try (Connection connection = Sql.connect(sites.targetDatabase());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }
}
