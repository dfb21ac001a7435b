package hma.sandbox.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server for tests, with databases that belong to a plain role. */
public final class DemoPostgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private int databases;
  private String filled;

  public DemoPostgres() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    superuser("CREATE ROLE fleet LOGIN NOSUPERUSER PASSWORD 'p@ss:w/rd'");
  }

  /** The URL of a new, empty database. */
  public String newDatabase() throws SQLException {
    String name = "fleet" + ++databases;
    superuser("CREATE DATABASE " + name + " OWNER fleet");
    return "postgres://fleet:p%40ss%3Aw%2Frd@127.0.0.1:" + server.getPort() + "/" + name;
  }

  /** The URL of a new database with the fewest rows that a demo can have. */
  String newDatabaseWithRows() throws SQLException {
    if (filled == null) {
      filled = newDatabase();
      new DemoDatabase(JdbcAddress.of(filled)).createWithRows(DataPlan.of(DataPlan.FEWEST));
    }
    String name = "fleet" + ++databases;
    superuser("CREATE DATABASE " + name + " OWNER fleet TEMPLATE " + name(filled));
    return filled.substring(0, filled.lastIndexOf('/') + 1) + name;
  }

  /** Makes a database anew as a copy of another, ending every session on both: all or nothing. */
  void replace(String url, String byUrl) throws SQLException {
    String name = name(url);
    String template = name(byUrl);
    superuser("DROP DATABASE " + name + " WITH (FORCE)");
    superuser(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + template
            + "'");
    superuser("CREATE DATABASE " + name + " OWNER fleet TEMPLATE " + template);
  }

  private static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private void superuser(String statement) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
