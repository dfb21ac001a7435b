package hma.sandbox.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The transactions of one writer on {@link WrittenTables}. */
final class WriterTransactions implements AutoCloseable {
  private final Connection connection;
  private final UUID writer;
  private final long rows;
  private final PreparedStatement touch;
  private final PreparedStatement add;
  private final PreparedStatement put;
  private final PreparedStatement take;

  /**
   * Prepares them.
   *
   * @param connection a fresh one; it is closed with this
   * @param writer no two writers share it
   * @param rows how many rows the large table has
   * @throws SQLException when the tables are not there
   */
  WriterTransactions(Connection connection, UUID writer, long rows) throws SQLException {
    this.connection = connection;
    this.writer = writer;
    this.rows = rows;
    connection.setAutoCommit(false);
    this.touch = connection.prepareStatement("UPDATE big SET touched = touched + 1 WHERE id = ?");
    this.add = connection.prepareStatement("INSERT INTO note (writer, n, big) VALUES (?, ?, ?)");
    this.put = connection.prepareStatement("INSERT INTO basket VALUES (?, ?, md5(random()::text))");
    this.take = connection.prepareStatement("DELETE FROM basket WHERE writer = ? AND n = ?");
  }

  /**
   * Does everything but the COMMIT.
   *
   * @param n one more than the last time, 1 at first
   * @throws SQLException what the database refused; nothing of it is committed then
   */
  void write(long n) throws SQLException {
    long row = ThreadLocalRandom.current().nextLong(rows) + 1;
    execute(touch, row);
    execute(add, writer, n, row);
    execute(put, writer, n);
    execute(take, writer, n - WrittenTables.LEFT_IN_BASKET);
  }

  /** Commits what was written. */
  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static void execute(PreparedStatement statement, Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    statement.executeUpdate();
  }
}
