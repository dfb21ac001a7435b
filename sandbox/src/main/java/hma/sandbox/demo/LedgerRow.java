package hma.sandbox.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the ledger, as a database has it.
 *
 * @param n its number
 * @param process which worker process wrote it
 */
public record LedgerRow(long n, String process) {
  /**
   * Reads the whole ledger.
   *
   * @throws SQLException when the database cannot be read
   */
  public static List<LedgerRow> readAll(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT n, process FROM ledger ORDER BY n")) {
      List<LedgerRow> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(new LedgerRow(row.getLong("n"), row.getString("process")));
      }
      return rows;
    }
  }
}
