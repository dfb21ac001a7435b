package hma.postgres;

import hma.config.DatabaseUrl;
import hma.config.SslMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * SQL for tests, blocking, as text in and out; through another client (JDBC) than the one under
 * test, so that neither can cover for the other. It sets nothing but the time zone (UTC).
 */
public final class Sql {
  private Sql() {}

  /** Runs statements one after the other on one connection, each in a transaction of its own. */
  public static void execute(DatabaseUrl database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A query's rows as PostgreSQL prints them; an SQL NULL is null. */
  public static List<List<String>> rows(DatabaseUrl database, String query) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The first column of a query's only row. */
  public static String value(DatabaseUrl database, String query) {
    List<List<String>> rows = rows(database, query);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows instead of one: " + query);
    }
    return rows.getFirst().getFirst();
  }

  private static List<String> row(ResultSet result) throws SQLException {
    List<String> row = new ArrayList<>();
    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      row.add(result.getString(column));
    }
    return Collections.unmodifiableList(row);
  }

  /** A connection of the test's own, to be closed by it. */
  public static Connection connect(DatabaseUrl database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password().reveal());
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("ApplicationName", "test");
    properties.setProperty(
        "sslmode", database.sslMode() == SslMode.DISABLE ? "disable" : "require");
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(database.host(), database.port(), database.database());
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }
}
