package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.sandbox.database.Databases;
import hma.sandbox.demo.JdbcAddress;
import hma.sandbox.process.Register;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftBehindTest {
  @TempDir static Path folder;
  private static Vertx vertx;
  private static Databases databases;
  private static JdbcAddress database;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    databases = new Databases(vertx, Register.in(folder));
    Secret url = databases.startEmbedded(folder, List.of("master")).getFirst();
    database = JdbcAddress.of(url.reveal());
  }

  @AfterAll
  static void stop() {
    databases.close();
    Awaiting.await(vertx.close(), Duration.ofSeconds(20), "closing Vert.x");
  }

  @BeforeEach
  void makeWhatItReads() throws Exception {
    execute(
        "DROP TABLE IF EXISTS ledger",
        "DROP SCHEMA IF EXISTS hma CASCADE",
        "CREATE TABLE ledger (n bigint PRIMARY KEY)",
        "CREATE SCHEMA hma",
        "CREATE TABLE hma.capture (switchover text)",
        "CREATE TABLE hma.unvalidated (constraint_name text)",
        "CREATE TABLE hma.fence (relation text)");
  }

  @Test
  void findsNothingInATidyDatabase() throws Exception {
    assertThat(left(false)).isEmpty();
  }

  @Test
  void namesWhatIsLeft() throws Exception {
    // Given
    execute(
        "INSERT INTO hma.capture VALUES ('a-switchover')",
        "INSERT INTO hma.unvalidated VALUES ('a_key')",
        "CREATE FUNCTION hma.capture_1() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER hma_capture_1 AFTER INSERT ON ledger EXECUTE FUNCTION hma.capture_1()");

    // Then
    assertThat(left(false))
        .containsExactly(
            "has the trigger hma_capture_1",
            "has the log of changes of a-switchover",
            "has the function capture_1",
            "has a key to be validated: a_key");
  }

  @Test
  void seesAFenceThatIsMissingAndOneThatIsInTheWay() throws Exception {
    // Given
    assertThat(left(true)).containsExactly("is not fenced", "has no record of its fence");

    // When
    execute("REVOKE INSERT ON ledger FROM CURRENT_USER", "INSERT INTO hma.fence VALUES ('x')");

    // Then
    assertThat(left(true)).isEmpty();
    assertThat(left(false)).containsExactly("is fenced", "has a record of a fence");
  }

  private List<String> left(boolean fenced) throws Exception {
    try (Connection connection = database.connect("test")) {
      return LeftBehind.in(connection, fenced);
    }
  }

  private static void execute(String... statements) throws Exception {
    try (Connection connection = database.connect("test");
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }
}
