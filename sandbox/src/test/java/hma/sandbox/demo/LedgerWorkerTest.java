package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.protocol.Side;
import hma.sandbox.demo.Commit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerWorkerTest {
  private static DemoPostgres postgres;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private String url;

  @BeforeAll
  static void start() throws Exception {
    postgres = new DemoPostgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void copyDatabase() throws SQLException {
    url = postgres.newDatabaseWithRows();
  }

  @AfterEach
  void stopWorkers() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void finishesItsTransactionOnSigtermAndEndsWithNoError() throws Exception {
    // Given
    Process worker = worker(Side.MASTER);
    awaitCommits(LedgerTransactions.ORDERS_KEPT + 50);

    // When
    worker.destroy();

    // Then
    assertThat(exitStatus(worker)).isZero();
    assertThat(compare().sound()).isTrue();
    assertThat(commits()).allMatch(commit -> commit.outcome() == Outcome.ACKNOWLEDGED);
    assertThat(rows()).hasSameSizeAs(commits());
    assertThat(brokenInvariants()).isEmpty();
  }

  @Test
  void continuesWithTheNumberAfterTheHighestOne() throws Exception {
    // Given
    Process first = worker(Side.MASTER);
    awaitCommits(20);
    first.destroy();
    exitStatus(first);
    int before = commits().size();

    // When
    Process second = worker(Side.SLAVE);
    awaitCommits(before + 20);
    second.destroy();
    exitStatus(second);

    // Then
    assertThat(compare().sound()).isTrue();
    assertThat(compare().handovers())
        .singleElement()
        .matches(handover -> handover.from() == Side.MASTER && handover.to() == Side.SLAVE);
    assertThat(brokenInvariants()).isEmpty();
  }

  @Test
  void endsWithOneLineWhenTheDatabaseIsFenced() throws Exception {
    // Given
    Process worker = worker(Side.MASTER);
    awaitCommits(20);

    // When
    execute("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM fleet");

    // Then
    assertThat(exitStatus(worker)).isEqualTo(1);
    assertThat(errorsOf(worker)).singleElement().asString().contains("permission denied");
    assertThat(compare().sound()).isTrue();
    assertThat(rows()).hasSameSizeAs(commits());
  }

  @Test
  void endsWithOneLineWhenItsSessionIsTerminated() throws Exception {
    // Given
    Process worker = worker(Side.MASTER);
    awaitCommits(20);

    // When
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'ledger-worker' AND datname = current_database()");

    // Then
    assertThat(exitStatus(worker)).isEqualTo(1);
    assertThat(errorsOf(worker)).singleElement().asString().startsWith("worker: stopped on master");
    assertThat(compare().sound()).isTrue();
    assertThat(brokenInvariants()).isEmpty();
  }

  @Test
  void losesNothingThatWasAcknowledgedWhenItIsKilled() throws Exception {
    // Given
    Process worker = worker(Side.MASTER);
    awaitCommits(20);

    // When
    worker.destroyForcibly();

    // Then
    exitStatus(worker);
    assertThat(compare().sound()).isTrue();
    assertThat(brokenInvariants()).isEmpty();
  }

  @Test
  void endsWithOneLineWhereTheTablesAreMissing() throws Exception {
    // Given
    url = postgres.newDatabase();

    // When
    Process worker = worker(Side.SLAVE);

    // Then
    assertThat(exitStatus(worker)).isEqualTo(1);
    assertThat(errorsOf(worker)).singleElement().asString().contains("\"ledger\" does not exist");
  }

  /** Started as the demo does it: by a shell, with nothing but the two variables. */
  private Process worker(Side side) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", WorkerCommand.recordingIn(folder.resolve("records")));
    builder.environment().put("DATABASE_URL", url);
    builder.environment().put("HMA_SIDE", side.label());
    builder.redirectError(folder.resolve("errors-" + started.size()).toFile());
    Process worker = builder.start();
    started.add(worker);
    return worker;
  }

  private List<String> errorsOf(Process worker) throws IOException {
    return Files.readAllLines(folder.resolve("errors-" + started.indexOf(worker)));
  }

  private static int exitStatus(Process worker) throws InterruptedException {
    assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return worker.exitValue();
  }

  private void awaitCommits(int atLeast) {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> commits().size() >= atLeast);
  }

  private List<Commit> commits() throws IOException {
    return LedgerRecord.readAll(folder.resolve("records"));
  }

  private LedgerFindings compare() throws IOException, SQLException {
    List<Commit> commits = commits();
    return LedgerCheck.compare(commits, rows());
  }

  private List<LedgerRow> rows() throws SQLException {
    try (Connection connection = JdbcAddress.of(url).connect("test")) {
      return LedgerRow.readAll(connection);
    }
  }

  private List<String> brokenInvariants() throws SQLException {
    try (Connection connection = JdbcAddress.of(url).connect("test")) {
      return LedgerInvariants.broken(connection);
    }
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = JdbcAddress.of(url).connect("test");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
