package hma.sync;

import static hma.sync.TwoSites.CLAIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import hma.protocol.ProblemException;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a fence does to writers. */
class FenceTest {
  private final TwoSites sites = TwoSites.create();

  @BeforeEach
  void createTables() {
    sites.both(
        "CREATE TABLE a (id bigserial PRIMARY KEY, v text)",
        "CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text)",
        "CREATE TABLE p (id integer) PARTITION BY RANGE (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
        "INSERT INTO a (v) VALUES ('1')",
        "INSERT INTO p VALUES (1)");
  }

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void refusesEveryKindOfWriteAfterwardsAndStillReads() throws SQLException {
    // When
    sites.source().fence(CLAIM, sites.plan());

    // Then
    try (Connection connection = Sql.connect(sites.sourceDatabase())) {
      for (String write :
          List.of(
              "INSERT INTO a (v) VALUES ('2')",
              "INSERT INTO b (v) VALUES ('2')",
              "UPDATE a SET v = '3'",
              "DELETE FROM a",
              "TRUNCATE a",
              "COPY a FROM STDIN",
              "MERGE INTO a USING b ON false WHEN NOT MATCHED THEN INSERT (v) VALUES (b.v)",
              "INSERT INTO p VALUES (2)",
              "INSERT INTO p1 VALUES (2)",
              "UPDATE p SET id = 3",
              "DELETE FROM p1",
              "SELECT nextval('a_id_seq')",
              "SELECT setval('a_id_seq', 7)")) {
        assertThat(sqlState(connection, write)).as(write).isEqualTo("42501");
      }
    }
    assertThat(Sql.value(sites.sourceDatabase(), "SELECT count(*) FROM a")).isEqualTo("1");
    assertThat(sites.source().state().fencedRelations()).isEqualTo(5 + 1);
  }

  @Test
  void waitsForAWriterInFlightAndKeepsItsRow() throws Exception {
    try (Connection writer = transaction(sites)) {
      // Given
      execute(writer, "INSERT INTO a (v) VALUES ('in flight')");

      // When
      Future<Boolean> fence = fenceBesideTheTest();
      await().until(this::fenceWaits);
      assertThat(fence.isComplete()).isFalse();
      writer.commit();
      fence.await(60, TimeUnit.SECONDS);

      // Then
      assertThat(Sql.value(sites.sourceDatabase(), "SELECT count(*) FROM a")).isEqualTo("2");
      assertThat(sqlState(writer, "INSERT INTO a (v) VALUES ('late')")).isEqualTo("42501");
    }
  }

  @Test
  void givesWayToAWriterThatItWouldDeadlockWith() throws Exception {
    try (Connection writer = transaction(sites)) {
      // Given
      execute(writer, "INSERT INTO b (v) VALUES ('first')");
      Future<Boolean> fence = fenceBesideTheTest();
      await().until(this::fenceWaits);

      // When
      execute(writer, "INSERT INTO a (v) VALUES ('second')");
      writer.commit();
      fence.await(60, TimeUnit.SECONDS);

      // Then
      assertThat(
              Sql.rows(
                  sites.sourceDatabase(), "SELECT v FROM a UNION ALL SELECT v FROM b ORDER BY v"))
          .containsExactly(List.of("1"), List.of("first"), List.of("second"));
    }
  }

  @Test
  void losesNoRowThatWritersGotAcknowledgedAndTakesNoneAfterwards() throws Exception {
    // Given
    AtomicBoolean started = new AtomicBoolean();
    List<Future<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(sites.start(() -> writeUntilRefused(started)));
    }
    await().untilTrue(started);

    // When
    sites.source().fence(CLAIM, sites.plan());
    String rows = Sql.value(sites.sourceDatabase(), "SELECT count(*) FROM b");

    // Then
    int acknowledged = 0;
    for (Future<Integer> writer : writers) {
      acknowledged += writer.await(60, TimeUnit.SECONDS);
    }
    assertThat(rows).isEqualTo("" + acknowledged);
    assertThat(Sql.value(sites.sourceDatabase(), "SELECT count(*) FROM b")).isEqualTo(rows);
  }

  @Test
  void saysWhoHoldsALockForTooLong() throws Exception {
    try (Connection writer = transaction(sites)) {
      // Given
      execute(writer, "INSERT INTO p VALUES (7)");
      String pid = "pid " + writer.unwrap(org.postgresql.PGConnection.class).getBackendPID();

      // When
      ProblemException problem =
          catchThrowableOfType(
              ProblemException.class, () -> sites.impatientSource().fence(CLAIM, sites.plan()));

      // Then
      assertThat(problem.problem().code()).isEqualTo(SiteProblems.LOCKED);
      assertThat(problem.problem().retryable()).isTrue();
      assertThat(problem)
          .hasMessageContaining("waiting for the last writers: public.p is locked")
          .hasMessageContaining(pid)
          .hasMessageContaining("application 'test', idle in transaction");
      assertThat(sites.source().state().fencedRelations()).isZero();
    }
  }

  @Test
  void doesNotMindReaders() throws Exception {
    try (Connection reader = transaction(sites)) {
      // Given
      execute(reader, "SELECT * FROM a");

      // When
      sites.impatientSource().fence(CLAIM, sites.plan());

      // Then
      assertThat(sites.source().state().fencedRelations()).isPositive();
    }
  }

  private Future<Boolean> fenceBesideTheTest() {
    return sites.start(() -> {
      sites.source().fence(CLAIM, sites.plan());
      return true;
    });
  }

  private boolean fenceWaits() {
    String waiting =
        "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT granted AND application_name LIKE 'hma/fence/%' AND datname = current_database()";
    return !Sql.value(sites.sourceDatabase(), waiting).equals("0");
  }

  private int writeUntilRefused(AtomicBoolean started) throws SQLException {
    try (Connection connection = Sql.connect(sites.sourceDatabase())) {
      for (int acknowledged = 0; ; acknowledged++) {
        String state = sqlState(connection, "INSERT INTO b (v) VALUES ('x')");
        if (!state.isEmpty()) {
          assertThat(state).isEqualTo("42501");
          return acknowledged;
        }
        started.set(true);
      }
    }
  }

  @Test
  void remembersThatItsSideHoldsAllThatWasCommittedBefore() {
    // Given
    assertThat(seen().freshAsOf()).as("while it is active").isEmpty();
    Instant lastCommit = seen().now();

    // When
    sites.source().fence(CLAIM, sites.plan());

    // Then
    Standby fenced = seen();
    assertThat(fenced.freshAsOf())
        .hasValueSatisfying(moment -> assertThat(moment).isBetween(lastCommit, fenced.now()));

    // When
    sites.source().fence(CLAIM, sites.plan());

    // Then
    assertThat(seen().freshAsOf()).as("raised again").isEqualTo(fenced.freshAsOf());
  }

  @Test
  void forgetsItsMomentWhenItIsLifted() {
    // Given
    sites.source().fence(CLAIM, sites.plan());

    // When
    sites.source().lift(CLAIM);

    // Then
    assertThat(seen().freshAsOf()).isEmpty();
  }

  private Standby seen() {
    return sites.source().standby().orElseThrow();
  }

  private static Connection transaction(TwoSites sites) throws SQLException {
    Connection connection = Sql.connect(sites.sourceDatabase());
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Empty when the statement is not refused. */
  private static String sqlState(Connection connection, String sql) {
    try {
      execute(connection, sql);
      return "";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }
}
