package hma.crash;

import hma.config.DatabaseUrl;
import hma.postgres.Sql;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A worker that writes for as long as it runs: each transaction adds two rows, one of which refers
 * to the other, moves a counter, and now and then deletes and renames. It is a dyno's process: a
 * failure ends it.
 */
final class LedgerWorker implements Runnable {
  static final String[] TABLES = {
    "CREATE TABLE entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        + " side text NOT NULL, note text UNIQUE)",
    "CREATE TABLE line (entry bigint NOT NULL REFERENCES entry ON DELETE CASCADE, number int,"
        + " PRIMARY KEY (entry, number))",
    "CREATE TABLE counter (name text PRIMARY KEY, value bigint NOT NULL)",
    "CREATE TABLE scrap (value bigint)",
    "CREATE INDEX ON line (number)",
    "CREATE TABLE cargo (id int PRIMARY KEY, note text)",
    "CREATE MATERIALIZED VIEW entries AS SELECT side, count(*) FROM entry GROUP BY side",
  };
  static final String[] FIRST = {
    "INSERT INTO counter VALUES ('entries', 0)",
    "INSERT INTO cargo SELECT n, md5(n::text) FROM generate_series(1, 500) n",
    "ANALYZE cargo"
  };

  private static final Duration PACE = Duration.ofMillis(3);

  private final Side side;
  private final DatabaseUrl database;
  private final Ledger ledger;
  private volatile boolean stopping;

  LedgerWorker(Side side, DatabaseUrl database, Ledger ledger) {
    this.side = side;
    this.database = database;
    this.ledger = ledger;
  }

  /** SIGTERM. */
  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    try (Connection connection = Sql.connect(database)) {
      connection.setAutoCommit(false);
      while (!stopping) {
        write(connection);
        Awaiting.pause(PACE);
      }
    } catch (SQLException crash) {
      // Heroku starts it again.
    }
  }

  private void write(Connection connection) throws SQLException {
    long id = insert(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO line VALUES (" + id + ", 1), (" + id + ", 2)");
      statement.execute("UPDATE counter SET value = value + 1 WHERE name = 'entries'");
      if (id % 7 == 0) {
        statement.execute("DELETE FROM line WHERE number = 2 AND entry % 7 = 3");
        statement.execute("UPDATE entry SET note = note || '+' WHERE id = " + (id - 1));
      }
      if (id % 11 == 0) {
        statement.execute("INSERT INTO scrap VALUES (" + id + ")");
      }
    }
    connection.commit();
    ledger.acknowledged(side, id);
  }

  private long insert(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO entry (side, note) VALUES (?, gen_random_uuid()::text) RETURNING id")) {
      insert.setString(1, side.name());
      try (ResultSet inserted = insert.executeQuery()) {
        inserted.next();
        return inserted.getLong(1);
      }
    }
  }
}
