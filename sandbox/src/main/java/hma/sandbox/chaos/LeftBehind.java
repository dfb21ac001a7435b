package hma.sandbox.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What nothing may leave in a database at rest: the log of changes, keys put aside, a wrong fence.
 */
final class LeftBehind {
  private static final List<String> QUERIES =
      List.of(
          "SELECT 'the trigger ' || tgname FROM pg_trigger WHERE tgname LIKE 'hma%'",
          "SELECT 'the log of changes of ' || switchover FROM hma.capture",
          """
          SELECT 'the function ' || proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
          WHERE nspname = 'hma' AND proname LIKE '%capture%'\
          """,
          "SELECT 'a key to be validated: ' || constraint_name FROM hma.unvalidated",
          "SELECT 'a prepared transaction: ' || gid FROM pg_prepared_xacts");
  private static final String WRITABLE = "SELECT has_table_privilege('ledger', 'INSERT')";
  private static final String RECORDED = "SELECT count(*) > 0 FROM hma.fence";

  private LeftBehind() {}

  /**
   * Looks.
   *
   * @param fenced whether nobody is to be able to write
   * @return a line for each thing that should not be there
   * @throws SQLException when the database cannot be read
   */
  static List<String> in(Connection connection, boolean fenced) throws SQLException {
    List<String> left = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String query : QUERIES) {
        try (ResultSet row = statement.executeQuery(query)) {
          while (row.next()) {
            left.add("has " + row.getString(1));
          }
        }
      }
      if (is(statement, WRITABLE) == fenced) {
        left.add(fenced ? "is not fenced" : "is fenced");
      }
      if (is(statement, RECORDED) != fenced) {
        left.add(fenced ? "has no record of its fence" : "has a record of a fence");
      }
    }
    return left;
  }

  private static boolean is(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
