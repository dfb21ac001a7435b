package hma.sandbox.bench;

import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.sandbox.demo.JdbcAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One of the databases, as its application's role reaches it: by JDBC and by libpq's programs.
 *
 * @param url of the owner
 * @param passwordFile for libpq, so that no command line holds the password
 */
record BenchDatabase(Secret url, Path passwordFile) {
  private static final String APPLICATION = "hma-bench";
  private static final int VERSIONS_OF_A_MAJOR = 10_000;

  /** Writes the file with its password, readable by us alone. */
  static BenchDatabase of(Secret url, Path folder) throws IOException {
    DatabaseUrl address = DatabaseUrl.parse(url.reveal());
    Path file =
        Files.createTempFile(
            folder,
            "pgpass",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "*:*:*:*:%s%n".formatted(address.password().reveal()));
    return new BenchDatabase(url, file);
  }

  /** For {@code psql} and the like, without the password. */
  String connectionString() {
    DatabaseUrl address = DatabaseUrl.parse(url.reveal());
    return "host=%s port=%d dbname=%s user=%s sslmode=disable passfile=%s"
        .formatted(
            address.host(), address.port(), address.database(), address.user(), passwordFile);
  }

  /** Runs statements, separated by semicolons, in one transaction. */
  void run(String statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(statements);
      connection.commit();
    } catch (SQLException refused) {
      throw new BenchFailure("the database refused: " + refused.getMessage(), refused);
    }
  }

  /** What an application's database has behind it after a while. */
  void tidy() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE)");
    } catch (SQLException refused) {
      throw new BenchFailure("the database refused: " + refused.getMessage(), refused);
    }
  }

  /** How many rows the tables hold together. */
  long rows(BenchTables tables) {
    return tables.tables().stream()
        .mapToLong(table -> Long.parseLong(value("SELECT count(*) FROM public." + table)))
        .sum();
  }

  /** The only value that a query gives. */
  String value(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    } catch (SQLException refused) {
      throw new BenchFailure("the database refused: " + refused.getMessage(), refused);
    }
  }

  /** The server's major version. */
  int major() {
    return Integer.parseInt(value("SHOW server_version_num")) / VERSIONS_OF_A_MAJOR;
  }

  /** Where it is, for JDBC. */
  JdbcAddress address() {
    return JdbcAddress.of(url.reveal());
  }

  /** A new connection, to be closed by the caller. */
  Connection connect() throws SQLException {
    return address().connect(APPLICATION);
  }
}
