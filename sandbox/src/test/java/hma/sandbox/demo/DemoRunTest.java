package hma.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.protocol.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo over a master that is right, and over several that are wrong. */
final class DemoRunTest {
  private static final DemoPace PACE =
      new DemoPace(30, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(10));

  private static DemoPostgres postgres;

  @TempDir Path folder;
  private final StringWriter output = new StringWriter();
  private final List<Process> workers = new ArrayList<>();
  private String masterUrl;
  private String slaveUrl;

  @BeforeAll
  static void start() throws Exception {
    postgres = new DemoPostgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void makeBothSides() throws SQLException, IOException {
    masterUrl = postgres.newDatabaseWithRows();
    slaveUrl = postgres.newDatabase();
    new DemoDatabase(JdbcAddress.of(slaveUrl)).createSchema();
    startWorker(Side.MASTER);
  }

  @AfterEach
  void stopWorkers() {
    workers.forEach(Process::destroyForcibly);
  }

  @Test
  void passesWhereNothingIsLost() throws Exception {
    // When
    DemoResult result = run(this::move);

    // Then
    assertThat(result.failures()).isEmpty();
    assertThat(result.legs())
        .extracting(Leg::title)
        .containsExactly("master → slave", "slave → master");
    assertThat(result.ledger().orElseThrow().handovers()).hasSize(2);
    assertThat(result.ledger().orElseThrow().acknowledged()).isGreaterThanOrEqualTo(90);
    assertThat(output.toString()).contains("CUTTING_OVER").contains("1,000 rows");
  }

  @Test
  void seesARowThatDidNotArrive() throws Exception {
    // When
    DemoResult result =
        run((from, to, show) -> {
          String end = move(from, to, show);
          execute(to, "DELETE FROM \"order\" WHERE ledger_n = 7");
          execute(to, "DELETE FROM ledger WHERE n = 7");
          return end;
        });

    // Then
    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .contains("lost although acknowledged: 1 of the ledger's rows, as in [7]")
        .anyMatch(line -> line.startsWith("on the master side: the ledger's numbers have no gap"));
  }

  @Test
  void seesASecondWorker() throws Exception {
    // When
    DemoResult result =
        run((from, to, show) -> {
          String end = move(from, to, show);
          if (from == Side.MASTER) {
            startWorker(from);
          }
          return end;
        });

    // Then
    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .anyMatch(line -> line.startsWith("two workers committed at the same time for "));
  }

  @Test
  void seesADifferenceInATableThatTheWorkerNeverTouches() throws Exception {
    // When
    DemoResult result =
        run((from, to, show) -> {
          String end = move(from, to, show);
          if (to == Side.MASTER) {
            execute(to, "UPDATE driver SET phones = '{}' WHERE id = 1");
          }
          return end;
        });

    // Then
    assertThat(result.failures())
        .containsExactly("rows of public.driver differ: 20 on the active side, 20 on the standby");
  }

  @Test
  void stopsAtASwitchoverThatWasRolledBack() throws Exception {
    // When
    DemoResult result =
        run((from, to, show) -> {
          throw new IllegalStateException("the agent's dyno does not start");
        });

    // Then
    assertThat(result.failures())
        .containsExactly(
            "the switchover master → slave ended as ROLLED_BACK: the agent's dyno does not start");
    assertThat(result.legs()).hasSize(1);
    assertThat(result.ledger()).isEmpty();
  }

  private DemoResult run(FakeMaster.Mover mover) throws Exception {
    try (FakeMaster master = new FakeMaster(mover)) {
      Stage stage =
          new Stage(
              master.uri(),
              Secret.of("an example key of more than 32 characters"),
              JdbcAddress.of(masterUrl),
              JdbcAddress.of(slaveUrl),
              folder.resolve("records"),
              DataPlan.FEWEST);
      return new DemoRun(stage, PACE, new PrintWriter(output, true)).run();
    }
  }

  /** A switchover as it should be: stop, copy everything at once, start. */
  private String move(Side from, Side to, FakeMaster.Show show) throws Exception {
    show.state("STOPPING", 0, 0);
    for (Process worker : workers) {
      worker.destroy();
      worker.waitFor();
    }
    show.state("CUTTING_OVER", 1_000, 50_000);
    postgres.replace(url(to), url(from));
    show.state("STARTING", 1_000, 100_000);
    startWorker(to);
    return "COMPLETED";
  }

  private String url(Side side) {
    return side == Side.MASTER ? masterUrl : slaveUrl;
  }

  private void startWorker(Side side) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", WorkerCommand.recordingIn(folder.resolve("records")));
    builder.environment().put("DATABASE_URL", url(side));
    builder.environment().put("HMA_SIDE", side.label());
    workers.add(
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
  }

  private void execute(Side side, String statement) throws SQLException {
    try (Connection connection = JdbcAddress.of(url(side)).connect("test");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
