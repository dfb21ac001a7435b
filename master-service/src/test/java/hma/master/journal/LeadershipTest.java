package hma.master.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hma.config.DatabaseUrl;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.sync.PostgresSite;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lead in a real database, and what may not end it. */
class LeadershipTest {
  private static final String LEADERS =
      "SELECT pid::text, application_name FROM pg_stat_activity JOIN pg_locks USING (pid)"
          + " WHERE datname = current_database() AND locktype = 'advisory' AND granted";

  private final Vertx vertx = Vertx.vertx();
  private final DatabaseUrl database = TestPostgres.shared().newDatabase();
  private Leadership leadership;

  @BeforeEach
  void lead() {
    new PostgresSite(vertx, Side.MASTER, database).install();
    leadership =
        new Leadership(
            Postgres.of(vertx, database, Leadership.application("one")),
            "one",
            Duration.ofSeconds(15),
            Clock.systemUTC());
    leadership.take();
  }

  @AfterEach
  void resign() throws Exception {
    leadership.resign();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void staysInTheLeadWhenTheDatabaseRefusesAStatement() {
    // Given
    List<List<String>> leader = Sql.rows(database, LEADERS);
    Tuple unstorable = Tuple.of("\0");

    // When
    assertThatThrownBy(() ->
            leadership.within(
                session -> session.run("reading", "SELECT 1 WHERE $1 = 'x'", unstorable)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("22021");

    // Then
    assertThat(leader).hasSize(1);
    assertThat(Sql.rows(database, LEADERS)).isEqualTo(leader);
    leadership.beat();
  }

  @Test
  void takesTheLockBackWhenItsConnectionBreaks() {
    // Given
    List<List<String>> leader = Sql.rows(database, LEADERS);
    long term = leadership.term();

    // When
    Sql.execute(
        database, "SELECT pg_terminate_backend(%s)".formatted(leader.getFirst().getFirst()));
    leadership.beat();

    // Then
    assertThat(Sql.rows(database, LEADERS)).hasSize(1).isNotEqualTo(leader);
    assertThat(leadership.term()).isEqualTo(term);
  }

  @Test
  void takesNoTermAgainThatARestoredDatabaseHasForgotten() {
    // Given
    long term = leadership.term();
    Sql.execute(database, "UPDATE hma.state SET term = 1");

    // When
    leadership.take();

    // Then
    assertThat(leadership.term()).isGreaterThan(term);
  }

  @Test
  void answersForThePastWithoutTheLeadersConnection() {
    // Given
    PastSwitchovers past =
        new PastSwitchovers(Postgres.of(vertx, database, PastSwitchovers.application()));
    Sql.execute(
        database,
        "INSERT INTO hma.switchovers (id, from_side, to_side, epoch, started_at, finished_at, facts,"
            + " summary) VALUES ('known', 'MASTER', 'SLAVE', 2, now(), now(), '{}', '{\"n\": 1}')");
    List<List<String>> leader = Sql.rows(database, LEADERS);

    // When
    Optional<Integer> known = past.summary("known").map(summary -> summary.getInteger("n"));
    assertThatThrownBy(() -> past.summary("\0")).isInstanceOf(ProblemException.class);
    Optional<Integer> unknown = past.summary("unknown").map(summary -> summary.getInteger("n"));

    // Then
    assertThat(known).contains(1);
    assertThat(unknown).isEmpty();
    assertThat(Sql.rows(database, LEADERS)).isEqualTo(leader);
    assertThat(
            Sql.value(
                database,
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hma/reader'"
                    + " AND datname = current_database()"))
        .isEqualTo("0");
  }
}
