package hma.sandbox.demo;

import hma.protocol.Side;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The worker's transactions: each inserts a numbered row and touches four more tables, in a way
 * that {@link LedgerInvariants} can check on any copy of the database.
 */
final class LedgerTransactions implements AutoCloseable {
  /** How many of its latest orders the worker leaves; older ones it deletes, with their lines. */
  static final int ORDERS_KEPT = 500;

  private static final String RANGES =
      """
      SELECT
        (SELECT coalesce(max(n), 0) + 1 FROM ledger) AS next,
        (SELECT max(id) FROM customer) AS customers,
        (SELECT count(*) FROM account) AS accounts,
        (SELECT count(*) FROM vehicle) AS vehicles,
        (SELECT count(*) FROM product) AS products\
      """;
  private static final String ENTER =
      "INSERT INTO ledger (n, side, process, account_id, amount) VALUES (?, ?, ?, ?, ?)";
  private static final String BOOK =
      "UPDATE account SET balance = balance + ?, changes = changes + 1 WHERE id = ?";
  private static final String ORDER =
      """
      WITH made AS (
        INSERT INTO "order" (customer_id, ledger_n, placed_at, currency, note)
        VALUES (?, ?, localtimestamp, 'EUR', 'by the worker') RETURNING id)
      INSERT INTO order_line (order_id, line, sku, quantity, unit_price)
      SELECT made.id, line, 'SKU-' || lpad(?::text, 8, '0'), line, 9.99
      FROM made, generate_series(1, 2) AS line\
      """;
  private static final String DRIVE =
      "UPDATE vehicle SET odometer_km = odometer_km + 0.125 WHERE id = md5('vehicle ' || ?)::uuid";
  private static final String FORGET = "DELETE FROM \"order\" WHERE ledger_n = ?";

  private final Connection connection;
  private final Ranges ranges;
  private final PreparedStatement enter;
  private final PreparedStatement book;
  private final PreparedStatement order;
  private final PreparedStatement drive;
  private final PreparedStatement forget;

  private record Ranges(long next, long customers, long accounts, long vehicles, long products) {}

  /**
   * Prepares the transactions of one process.
   *
   * @param connection a fresh one; it is closed with this
   * @throws SQLException when the database does not have the demo's tables
   */
  LedgerTransactions(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    this.ranges = read(connection);
    this.enter = connection.prepareStatement(ENTER);
    this.book = connection.prepareStatement(BOOK);
    this.order = connection.prepareStatement(ORDER);
    this.drive = connection.prepareStatement(DRIVE);
    this.forget = connection.prepareStatement(FORGET);
  }

  /** The number that follows the highest one in the database. */
  long next() {
    return ranges.next();
  }

  /**
   * Does everything but the COMMIT.
   *
   * @throws SQLException what the database refused; nothing of it is committed then
   */
  void write(long n, Side side, String process) throws SQLException {
    long account = n % ranges.accounts() + 1;
    BigDecimal amount = BigDecimal.valueOf(n * 7_919 % 20_001 - 10_000, 2);
    execute(enter, n, side.label(), process, account, amount);
    execute(book, amount, account);
    execute(order, n % ranges.customers() + 1, n, n % ranges.products() + 1);
    execute(drive, Long.toString(n % ranges.vehicles()));
    execute(forget, n - ORDERS_KEPT);
  }

  /**
   * Commits what was written.
   *
   * @throws SQLException when the answer is not "committed"
   */
  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static Ranges read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(RANGES)) {
      row.next();
      Ranges ranges =
          new Ranges(
              row.getLong("next"),
              row.getLong("customers"),
              row.getLong("accounts"),
              row.getLong("vehicles"),
              row.getLong("products"));
      connection.commit();
      return ranges;
    }
  }

  private static void execute(PreparedStatement statement, Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    statement.executeUpdate();
  }
}
