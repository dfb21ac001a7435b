package hma.sandbox.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The demo's database: a delivery fleet of fifteen related tables with what makes copying hard, and
 * deterministic rows for them.
 */
final class DemoDatabase {
  private static final String APPLICATION = "hma-demo-data";

  private final JdbcAddress address;

  /** A database that is still empty. */
  DemoDatabase(JdbcAddress address) {
    this.address = address;
  }

  /**
   * Makes the schema, without a row: what an application's migrations do on both sides.
   *
   * @throws SQLException what the database refused; nothing was made then
   */
  void createSchema() throws SQLException {
    try (Connection connection = open()) {
      run(connection, "tables.sql");
      run(connection, "constraints.sql");
      connection.commit();
    }
  }

  /**
   * Makes the schema and its rows.
   *
   * @throws SQLException what the database refused; nothing was made then
   */
  void createWithRows(DataPlan plan) throws SQLException {
    try (Connection connection = open()) {
      run(connection, "tables.sql");
      publish(connection, plan);
      run(connection, "data.sql");
      // Afterwards: it is several times faster than keeping them up for every row.
      run(connection, "constraints.sql");
      connection.commit();
      analyse(connection);
    }
  }

  private Connection open() throws SQLException {
    Connection connection = address.connect(APPLICATION);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Hands the plan to {@code data.sql} as settings of the transaction. */
  private static void publish(Connection connection, DataPlan plan) throws SQLException {
    try (PreparedStatement setting = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
      for (Map.Entry<String, Long> share : plan.rowsByTable().entrySet()) {
        setting.setString(1, "demo." + share.getKey());
        setting.setString(2, share.getValue().toString());
        setting.execute();
      }
      // Days have 24 hours then, wherever the demo runs.
      setting.setString(1, "TimeZone");
      setting.setString(2, "UTC");
      setting.execute();
    }
  }

  private static void analyse(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
      connection.commit();
    }
  }

  private static void run(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text(script));
    }
  }

  private static String text(String script) {
    try (InputStream input = DemoDatabase.class.getResourceAsStream(script)) {
      if (input == null) {
        throw new IllegalStateException(
            script + " is missing from the sandbox's jar: build it again");
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
