package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.postgres.Sql;
import hma.protocol.TableName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Vacuums that the fence would have to wait for. */
class ServerVacuumsTest {
  private static final List<TableName> TABLE = List.of(new TableName("public", "t"));
  private static final String SLOW =
      "autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0, "
          + "autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1";

  private final TwoSites sites = TwoSites.create();
  private final Vertx vertx = Vertx.vertx();

  @BeforeEach
  void createTable() {
    sites.both("CREATE TABLE t (id integer PRIMARY KEY, filler text)");
    sites.onSource(
        "INSERT INTO t SELECT n, repeat('x', 500) FROM generate_series(1, 20000) n",
        "DELETE FROM t WHERE id % 2 = 0");
  }

  @AfterEach
  void close() {
    vertx.close().await();
    sites.close();
  }

  private List<TableName> vacuumed() {
    Postgres postgres = Postgres.of(vertx, sites.sourceDatabase(), "hma/test");
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      return LockHolders.vacuumed(session, TABLE);
    }
  }

  @Test
  void oneOfTheServerGivesWay() {
    // Given
    look(true);
    try {
      sites.onSource("ALTER TABLE t SET (" + SLOW + ")");
      await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertVacuumed(true));
    } finally {
      look(false);
    }

    // When
    sites.source().endVacuums(sites.plan());

    // Then
    assertVacuumed(false);
  }

  /** Every second, or hardly ever. */
  private void look(boolean often) {
    Sql.execute(
        sites.sourceAsSuperuser(),
        "ALTER SYSTEM " + (often ? "SET autovacuum_naptime = 1" : "RESET autovacuum_naptime"),
        "SELECT pg_reload_conf()");
  }

  @Test
  void oneOfAPersonGoesOn() throws Exception {
    try (Connection slow = Sql.connect(sites.sourceAsSuperuser());
        Statement statement = slow.createStatement()) {
      statement.execute("SET vacuum_cost_delay = 100; SET vacuum_cost_limit = 1");
      Future<Boolean> vacuum = sites.start(() -> statement.execute("VACUUM t"));
      await().untilAsserted(() -> assertVacuumed(true));

      // When
      sites.source().endVacuums(sites.plan());

      // Then
      assertVacuumed(true);
      statement.cancel();
      assertThat(vacuum.transform(end -> Future.succeededFuture(end.cause())).await())
          .isInstanceOf(SQLException.class);
    }
  }

  private void assertVacuumed(boolean expected) {
    assertThat(vacuumed()).isEqualTo(expected ? TABLE : List.of());
  }
}
