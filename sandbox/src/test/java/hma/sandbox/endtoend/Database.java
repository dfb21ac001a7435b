package hma.sandbox.endtoend;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** One side's database as its owner sees it. */
record Database(URI url) {
  /** Among HMA's names, so that a check is not taken for a client that must be gone first. */
  private static final String CHECK = "hma/test";

  static Database of(String url) {
    return new Database(URI.create(url));
  }

  Connection connect(String application) throws SQLException {
    String[] account = url.getUserInfo().split(":", 2);
    Properties properties = new Properties();
    properties.setProperty("user", account[0]);
    properties.setProperty("password", account[1]);
    properties.setProperty("ApplicationName", application);
    return DriverManager.getConnection(
        "jdbc:postgresql://" + url.getAuthority().split("@", 2)[1] + url.getPath(), properties);
  }

  void run(String sql) throws SQLException {
    try (Connection connection = connect(CHECK);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, each as the text of its columns with a bar between them. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect(CHECK);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          columns.add(String.valueOf(row.getString(column)));
        }
        rows.add(String.join(" | ", columns));
      }
      return rows;
    }
  }

  String value(String sql) throws SQLException {
    return rows(sql).getFirst();
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(value(sql));
  }

  /** Ends every session of HMA, as an operator or a failing server would. */
  void endSessionsOfHma() throws SQLException {
    run(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name LIKE 'hma/%' AND pid <> pg_backend_pid()
        """);
  }
}
