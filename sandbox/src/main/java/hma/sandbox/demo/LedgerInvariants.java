package hma.sandbox.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link LedgerTransactions} leaves true at every commit, and so in every consistent copy: it
 * proves the tables that the worker changes, which cannot be compared row by row while it runs.
 */
public final class LedgerInvariants {
  /** Each counts what contradicts it. */
  private static final Map<String, String> VIOLATIONS = violations();

  private LedgerInvariants() {}

  /**
   * Checks them all in one snapshot.
   *
   * @param connection without an open transaction
   * @return a line for each invariant that does not hold; empty when all is well
   * @throws SQLException when the database cannot be read
   */
  public static List<String> broken(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    List<String> broken = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> invariant : VIOLATIONS.entrySet()) {
        long count = count(statement, invariant.getValue());
        if (count != 0) {
          broken.add(invariant.getKey() + ": broken " + count + " times");
        }
      }
    }
    connection.rollback();
    return broken;
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Map<String, String> violations() {
    Map<String, String> violations = new LinkedHashMap<>();
    violations.put(
        "the ledger's numbers have no gap", "SELECT coalesce(max(n), 0) - count(*) FROM ledger");
    violations.put(
        "each account holds what the ledger booked",
        """
        SELECT count(*) FROM account LEFT JOIN (
          SELECT account_id, count(*) AS bookings, sum(amount) AS booked
          FROM ledger GROUP BY account_id) AS entries ON account_id = id
        WHERE balance <> coalesce(booked, 0) OR changes <> coalesce(bookings, 0)\
        """);
    violations.put(
        "exactly the latest ledger entries have an order",
        """
        SELECT count(*) FROM ledger LEFT JOIN "order" ON ledger_n = n
        WHERE (id IS NOT NULL) <> (n > (SELECT max(n) FROM ledger) - %d)\
        """
            .formatted(LedgerTransactions.ORDERS_KEPT));
    violations.put(
        "each of those orders has two lines",
        """
        SELECT count(*) FROM "order" WHERE ledger_n IS NOT NULL
        AND (SELECT count(*) FROM order_line WHERE order_id = id) <> 2\
        """);
    violations.put(
        "the sequences are ahead of every row",
        """
        SELECT count(*) FROM "order" WHERE number > (SELECT last_value FROM order_number)
        OR id > coalesce(
          pg_sequence_last_value(pg_get_serial_sequence('"order"', 'id')::regclass), 0)\
        """);
    return violations;
  }
}
