package hma.sandbox.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a database is, for JDBC: made from a URL as Heroku gives it, {@code
 * postgres://user:password@host:port/database}.
 */
public final class JdbcAddress {
  private final String url;
  private final Properties properties;

  private JdbcAddress(String url, Properties properties) {
    this.url = url;
    this.properties = properties;
  }

  /**
   * Reads a database URL.
   *
   * @param databaseUrl with user, host and database
   * @throws IllegalArgumentException when a part is missing; the message does not repeat the URL
   */
  public static JdbcAddress of(String databaseUrl) {
    // Not URI.create: its exception repeats the URL, password included.
    int scheme = databaseUrl.indexOf("://");
    int at = databaseUrl.lastIndexOf('@');
    int slash = databaseUrl.indexOf('/', at);
    if (scheme < 0 || at < scheme || slash < 0) {
      throw new IllegalArgumentException(
          "DATABASE_URL must read postgres://user:password@host:port/database");
    }
    String[] account = databaseUrl.substring(scheme + 3, at).split(":", 2);
    URI address = URI.create("postgresql:" + "//" + databaseUrl.substring(at + 1));
    Properties properties = new Properties();
    properties.setProperty("user", decoded(account[0]));
    if (account.length == 2) {
      properties.setProperty("password", decoded(account[1]));
    }
    return new JdbcAddress("jdbc:" + address, properties);
  }

  /**
   * Opens a connection that gives up on a silent server.
   *
   * @param application its name in {@code pg_stat_activity}
   * @throws SQLException when the server refuses or cannot be reached
   */
  public Connection connect(String application) throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("ApplicationName", application);
    all.setProperty("connectTimeout", "10");
    all.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(url, all);
  }

  @Override
  public String toString() {
    return url;
  }

  private static String decoded(String part) {
    // A plus sign stands for itself in this part of a URL (RFC 3986), not for a space.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
