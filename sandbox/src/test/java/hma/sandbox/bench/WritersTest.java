package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.demo.DemoPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process, and what its record and its tables say of it afterwards. */
class WritersTest {
  private static final int ROWS = 200;
  private static final long ENOUGH = 400;

  private static DemoPostgres postgres;

  @TempDir Path folder;
  private String url;
  private BenchDatabase database;
  private Path records;
  private @Nullable Process worker;

  @BeforeAll
  static void start() throws Exception {
    postgres = new DemoPostgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void makeTables() throws Exception {
    url = postgres.newDatabase();
    database = BenchDatabase.of(Secret.of(url), folder);
    records = Files.createDirectory(folder.resolve("records"));
    WrittenTables tables = new WrittenTables();
    database.run(tables.schema() + ";" + tables.fill(ROWS));
  }

  @AfterEach
  void kill() {
    if (worker != null) {
      worker.destroyForcibly();
    }
  }

  @Test
  void finishesAllTransactionsOnSigterm() throws Exception {
    // Given
    Process running = work();

    // When
    running.destroy();

    // Then
    assertThat(exitStatus(running)).isZero();
    assertThat(contradictions()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM note"))
        .isEqualTo(Long.toString(record().acknowledged()));
    assertThat(record().last()).hasSize(3);
  }

  @Test
  void endsAllWritersWithOneLineWhenTheDatabaseIsFenced() throws Exception {
    // Given
    Process running = work();

    // When
    database.run("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON big, note, basket FROM CURRENT_USER");

    // Then
    assertThat(exitStatus(running)).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("errors")))
        .singleElement()
        .asString()
        .startsWith("worker: stopped on master:")
        .contains("permission denied");
    assertThat(contradictions()).isEmpty();
  }

  @Test
  void losesNothingThatWasAcknowledgedWhenItIsKilled() throws Exception {
    Process running = work();

    running.destroyForcibly();

    exitStatus(running);
    assertThat(contradictions()).isEmpty();
  }

  @Test
  void findsWhatIsLostChangedOrMisplaced() throws Exception {
    Process running = work();
    running.destroy();
    exitStatus(running);

    database.run("DELETE FROM note WHERE (writer, n) = (SELECT writer, 5 FROM note LIMIT 1)");
    assertThat(contradictions())
        .containsExactly(
            "1 acknowledged transactions are lost",
            "1 rows of the large table were not changed as often as was noted");
    database.run("DELETE FROM basket WHERE (writer, n) = (SELECT writer, n FROM basket LIMIT 1)");
    assertThat(contradictions()).hasSize(3).contains("1 rows were deleted or kept wrongly");
    database.run("DELETE FROM note");
    assertThat(contradictions())
        .contains(record().acknowledged() + " acknowledged transactions are lost");
  }

  /** Started as a dyno is, with nothing but the two variables; returns when enough is written. */
  private Process work() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", "-c", WriterWorker.command(new Writers.Load(records, ROWS, 0, 3)));
    builder.environment().put("DATABASE_URL", url);
    builder.environment().put("HMA_SIDE", Side.MASTER.label());
    builder.redirectError(folder.resolve("errors").toFile());
    Process running = builder.start();
    worker = running;
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> record().acknowledged() >= ENOUGH && record().last().size() == 3);
    return running;
  }

  private WritersRecord record() {
    return new WritersRecord(records);
  }

  private List<String> contradictions() throws IOException {
    return WrittenCheck.contradictions(database, record().last());
  }

  private static int exitStatus(Process running) throws InterruptedException {
    assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return running.exitValue();
  }
}
