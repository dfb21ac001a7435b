package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.postgres.Sql;
import hma.protocol.CaptureUnit;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.protocol.TableSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** How a capture comes and goes beside those who hold locks, and for whom it works. */
class CaptureRemovalTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE TABLE a (id integer PRIMARY KEY, v text)",
        "CREATE TABLE b (id integer PRIMARY KEY, v text)",
        "CREATE TABLE c (v text)");
    sites.onSource("INSERT INTO a VALUES (1, 'x')", "INSERT INTO b VALUES (1, 'x')");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  private List<CaptureUnit> units() {
    return LiveCopy.choice(sites).units();
  }

  @Test
  void givesUpOnATableThatAWriterHoldsNamesItAndLeavesNothing() throws SQLException {
    List<CaptureUnit> units = units();
    try (Connection writer = transaction("INSERT INTO b VALUES (2, 'in flight')")) {
      // When
      ProblemException problem =
          catchThrowableOfType(
              ProblemException.class, () -> sites.impatientSource().startCapture(CLAIM, units));

      // Then
      assertThat(problem.problem().code()).isEqualTo(SiteProblems.LOCKED);
      assertThat(problem)
          .hasMessageContaining("logging the changes of public.b: public.b is locked")
          .hasMessageContaining("pid " + pid(writer));
      LiveCopy.assertThatNothingIsLeft(sites);
    }
  }

  @Test
  void isInstalledBesideALongReader() throws SQLException {
    try (Connection reader = transaction("SELECT * FROM a")) {
      sites.impatientSource().startCapture(CLAIM, units());

      sites.onSource("UPDATE a SET v = 'y'");
      assertThat(sites.source().backlog(CLAIM, units()).units()).hasSize(1);
      reader.rollback();
    }
  }

  @Test
  void installingItAgainKeepsWhatIsLogged() {
    sites.source().startCapture(CLAIM, units());
    sites.onSource("UPDATE a SET v = 'y'");

    sites.source().startCapture(CLAIM, units());

    assertThat(sites.source().backlog(CLAIM, units()).units()).hasSize(1);
  }

  @Test
  void logsNothingAnyMoreThoughAReaderKeepsATriggerAndIsGoneTheNextTime() throws SQLException {
    // Given
    List<CaptureUnit> units = units();
    sites.source().startCapture(CLAIM, units);
    sites.onSource("UPDATE a SET v = 'y'", "INSERT INTO c VALUES ('1')");
    try (Connection reader = transaction("SELECT * FROM a")) {
      // When
      List<String> remaining = sites.source().stopCapture(CLAIM);

      // Then
      assertThat(remaining)
          .singleElement()
          .asString()
          .startsWith("dropping the triggers of HMA on public.a: public.a is locked")
          .contains("pid " + pid(reader));
      sites.onSource("UPDATE a SET v = 'z'", "INSERT INTO c VALUES ('2')");
      assertThat(loggedRows()).isZero();
    }
    assertThat(sites.source().stopCapture(CLAIM)).isEmpty();
    LiveCopy.assertThatNothingIsLeft(sites);
  }

  @Test
  void leavesTheLogThatAWriterInFlightStillWritesTo() throws SQLException {
    // Given
    sites.source().startCapture(CLAIM, units());
    try (Connection writer = transaction("UPDATE a SET v = 'in flight'")) {
      // When
      List<String> remaining = sites.source().stopCapture(CLAIM);

      // Then
      assertThat(remaining)
          .hasSize(2)
          .allSatisfy(what -> assertThat(what).contains("pid " + pid(writer)));
      execute(writer, "UPDATE a SET v = 'again'");
      writer.commit();
    }
    assertThat(Sql.value(sites.sourceDatabase(), "SELECT v FROM a")).isEqualTo("again");
    assertThat(sites.source().stopCapture(CLAIM)).isEmpty();
    LiveCopy.assertThatNothingIsLeft(sites);
  }

  @Test
  void takesOffWhatAKilledRunLeftBeforeItIsInstalledAnew() {
    // Given
    sites.source().startCapture(new Claim("killed", 2, 1), units());
    sites.onSource("UPDATE a SET v = 'y'");

    // When
    sites.source().startCapture(CLAIM, units());

    // Then
    assertThat(sites.source().backlog(CLAIM, units()).units()).isEmpty();
    sites.onSource("UPDATE b SET v = 'y'");
    assertThat(sites.source().backlog(CLAIM, units()).units()).hasSize(1);
    assertThat(sites.source().stopCapture(new Claim("another", 2, 1))).isEmpty();
    LiveCopy.assertThatNothingIsLeft(sites);
  }

  @Test
  void startsAndEndsUnderTheNewestTermOnly() {
    // Given
    sites.source().startCapture(CLAIM, units());
    sites.source().raiseTerm(2);
    Map<String, List<String>> before = DatabaseText.catalogs(sites.sourceDatabase());

    // When, Then
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> sites.source().stopCapture(CLAIM))
                .problem()
                .code())
        .isEqualTo(SiteProblems.STALE_TERM);
    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> sites.source().startCapture(new Claim("late", 2, 1), units()))
                .problem()
                .code())
        .isEqualTo(SiteProblems.STALE_TERM);
    assertThat(DatabaseText.catalogs(sites.sourceDatabase())).isEqualTo(before);
  }

  @Test
  void logsForRolesThatMayNotSeeTheSchemaOfHma() throws SQLException {
    // Given
    String other = sites.role("other");
    sites.onSource("GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON a, b, c TO " + other);
    sites.source().startCapture(CLAIM, units());

    // When
    try (Connection superuser = Sql.connect(sites.sourceAsSuperuser())) {
      execute(superuser, "SET ROLE %s; SET search_path = 'pg_temp', 'public'".formatted(other));
      execute(superuser, "CREATE TEMP TABLE capture_marks (log text)");
      execute(superuser, "INSERT INTO a VALUES (5, 'theirs'); INSERT INTO c VALUES ('theirs')");
    }

    // Then
    assertThat(sites.source().backlog(CLAIM, units()).units()).hasSize(2);
  }

  @Test
  void logsForSessionsInReplicaMode() throws SQLException {
    sites.source().startCapture(CLAIM, units());

    try (Connection superuser = Sql.connect(sites.sourceAsSuperuser())) {
      execute(
          superuser, "SET session_replication_role = replica; INSERT INTO a VALUES (5, 'theirs')");
    }

    assertThat(sites.source().backlog(CLAIM, units()).units()).hasSize(1);
  }

  @Test
  void isNotTakenForAChangeOfTheSchema() {
    // Given
    MovePlan before = sites.plan();
    String stamp = sites.source().schemaStamp(TableSelection.all());

    // When
    sites.source().startCapture(CLAIM, units());

    // Then
    assertThat(before.differences(sites.plan())).isEmpty();
    assertThat(sites.source().schemaStamp(TableSelection.all())).isEqualTo(stamp);
  }

  private int loggedRows() {
    int rows = 0;
    for (List<String> log :
        Sql.rows(
            sites.sourceDatabase(),
            "SELECT relname FROM pg_class WHERE relnamespace = 'hma'::regnamespace AND relname ~ '^capture_([0-9]+|marks)$'")) {
      rows +=
          Integer.parseInt(
              Sql.value(sites.sourceDatabase(), "SELECT count(*) FROM hma." + log.getFirst()));
    }
    return rows;
  }

  private Connection transaction(String sql) throws SQLException {
    Connection connection = Sql.connect(sites.sourceDatabase());
    connection.setAutoCommit(false);
    execute(connection, sql);
    return connection;
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
