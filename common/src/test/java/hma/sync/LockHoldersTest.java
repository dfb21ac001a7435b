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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told to be in the way of a lock. */
class LockHoldersTest {
  private static final List<TableName> TABLE = List.of(new TableName("public", "t"));

  private final TwoSites sites = TwoSites.create();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
    sites.close();
  }

  private boolean areVacuum() {
    Postgres postgres = Postgres.of(vertx, sites.sourceDatabase(), "hma/test");
    try (DatabaseSession session = DatabaseSession.open(postgres)) {
      return LockHolders.areVacuum(session, TableLock.SHARE_ROW_EXCLUSIVE, TABLE);
    }
  }

  @Test
  void aVacuumOfAnotherRoleIsToldFromAWriter() throws Exception {
    // Given
    sites.onSource(
        "CREATE TABLE t (id integer, filler text)",
        "INSERT INTO t SELECT n, repeat('x', 500) FROM generate_series(1, 20000) n",
        "DELETE FROM t WHERE id % 2 = 0");
    assertThat(areVacuum()).isFalse();

    try (Connection slow = Sql.connect(sites.sourceAsSuperuser());
        Statement statement = slow.createStatement()) {
      statement.execute("SET vacuum_cost_delay = 100; SET vacuum_cost_limit = 1");

      // When
      Future<Boolean> vacuum = sites.start(() -> statement.execute("VACUUM t"));

      // Then
      await().untilAsserted(() -> assertThat(areVacuum()).isTrue());
      try (Connection writer = Sql.connect(sites.sourceDatabase());
          Statement write = writer.createStatement()) {
        writer.setAutoCommit(false);
        write.execute("INSERT INTO t VALUES (0, '')");
        assertThat(areVacuum()).isFalse();
        writer.rollback();
      }
      statement.cancel();
      assertThat(vacuum.transform(end -> Future.succeededFuture(end.cause())).await())
          .isInstanceOf(SQLException.class);
    }
  }
}
