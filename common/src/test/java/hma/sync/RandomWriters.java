package hma.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.postgres.Sql;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions that write whatever comes to their mind on a source, until a fence refuses them. */
final class RandomWriters implements AutoCloseable {
  private final TwoSites sites;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger committed = new AtomicInteger();
  private final List<Future<Boolean>> writers = new ArrayList<>();

  private RandomWriters(TwoSites sites) {
    this.sites = sites;
  }

  static void createTables(TwoSites sites) {
    sites.both(
        "CREATE TABLE account (id integer PRIMARY KEY, owner text, rank integer UNIQUE DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE entry (id bigserial PRIMARY KEY, account integer REFERENCES account ON DELETE CASCADE ON UPDATE CASCADE, v text)",
        "CREATE TABLE event (id bigserial, at integer, v text, PRIMARY KEY (at, id)) PARTITION BY RANGE (at)",
        "CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (0) TO (50)",
        "CREATE TABLE event_new PARTITION OF event FOR VALUES FROM (50) TO (100)",
        "CREATE TABLE note (v text)",
        "CREATE TABLE scratch (id serial PRIMARY KEY, v text)");
    sites.onSource(
        "INSERT INTO account SELECT n, 'owner ' || n, n FROM generate_series(1, 200) n",
        "INSERT INTO entry (account, v) SELECT n % 200 + 1, 'v' FROM generate_series(1, 15000) n",
        "INSERT INTO event (at, v) SELECT n % 100, 'v' FROM generate_series(1, 2000) n",
        "ANALYZE");
  }

  /**
   * Into the tables of {@link #createTables}.
   *
   * <p>Who waits for a table alone makes writers wait that hold rows for each other. The server
   * lets them pass when it looks for deadlocks, after a second: HMA's tries are over before, so
   * that whether it ever gets its lock would be luck.
   */
  static RandomWriters start(TwoSites sites, int sessions) {
    Sql.execute(
        sites.sourceAsSuperuser(),
        "ALTER DATABASE \"%s\" SET deadlock_timeout = '20ms'"
            .formatted(sites.sourceDatabase().database()));
    RandomWriters started = new RandomWriters(sites);
    for (int i = 0; i < sessions; i++) {
      int seed = i;
      started.writers.add(sites.start(() -> started.write(new Random(seed))));
    }
    return started;
  }

  /** Waits until so many more transactions are committed. */
  void awaitCommits(int more) {
    int before = committed.get();
    await().atMost(Duration.ofMinutes(1)).until(() -> committed.get() > before + more);
  }

  /** Waits until each has ended as it should. */
  void end() throws TimeoutException {
    ended.set(true);
    for (Future<Boolean> writer : writers) {
      assertThat(writer.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Ends when it is refused by the fence. */
  private boolean write(Random random) throws SQLException {
    try (Connection connection = Sql.connect(sites.sourceDatabase());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!ended.get()) {
        try {
          int statements = 1 + random.nextInt(6);
          for (int i = 0; i < statements; i++) {
            statement.execute(next(random));
          }
          if (random.nextInt(10) == 0) {
            connection.rollback();
          } else {
            connection.commit();
            committed.incrementAndGet();
          }
        } catch (SQLException failure) {
          connection.rollback();
          if ("42501".equals(failure.getSQLState())) {
            return true;
          }
          assertThat(failure.getSQLState())
              .as(failure.getMessage())
              .isIn("40P01", "40001", "23505", "23503");
        }
      }
    }
    return true;
  }

  private static String next(Random random) {
    int a = 1 + random.nextInt(200);
    int b = 1 + random.nextInt(200);
    return switch (random.nextInt(100)) {
      case 0 -> "TRUNCATE scratch";
      case 1 -> "INSERT INTO note VALUES ('n%d')".formatted(a);
      case 2 -> "UPDATE account SET id = id + 1000 WHERE id = " + a;
      case 3 -> "DELETE FROM account WHERE id = " + a;
      case 4 -> "UPDATE event SET at = 99 - at WHERE at = " + a % 100;
      case 5 -> "INSERT INTO entry (account, v) SELECT id, 'bulk' FROM account WHERE id < 50";
      case 6 -> "DELETE FROM event_old WHERE at = " + a % 50;
      case 7, 8, 9 ->
          "UPDATE account SET rank = x.rank FROM account x WHERE account.id IN (%1$d, %2$d) AND x.id IN (%1$d, %2$d) AND x.id <> account.id"
              .formatted(a, b);
      default ->
          switch (random.nextInt(5)) {
            case 0 -> "INSERT INTO entry (account, v) SELECT min(id), 'one' FROM account";
            case 1 -> "UPDATE entry SET v = v || 'x' WHERE id = " + a * 3;
            case 2 -> "INSERT INTO event (at, v) VALUES (%d, 'v')".formatted(a % 100);
            case 3 -> "INSERT INTO scratch (v) VALUES ('s')";
            default ->
                "INSERT INTO account VALUES (%1$d, 'again', %1$d + 5000) ON CONFLICT (id) DO UPDATE SET owner = account.owner || 'o'"
                    .formatted(a);
          };
    };
  }

  @Override
  public void close() {
    ended.set(true);
  }
}
