package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The master's side goes away with its journal, the slave is made active, and the master returns.
 */
final class FailoverEndToEndTest {
  @TempDir Path folder;
  private Installation installation;

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void theSlaveGoesOnAndTheMasterGivesWayWhenItReturns() throws Exception {
    // Given
    installation =
        Installation.start(
            folder,
            notes ->
                SandboxOptions.defaults()
                    .withWorker(notes.command())
                    .withActive(Side.SLAVE)
                    .withMasterVars(Map.of("HMA_STOP_GRACE", "4s")));
    installation.makeActive(Side.MASTER);
    installation.awaitWorkAt(Side.MASTER);
    assertThat(failOver("--accept-loss").code()).as("beside a healthy master").isEqualTo(4);
    installation.masters(0);

    // When
    CommandLine.Ended unconfirmed = failOver();
    CommandLine.Ended ended = failOver("--accept-loss");

    // Then
    assertThat(unconfirmed.code()).as(unconfirmed.out()).isEqualTo(4);
    assertThat(unconfirmed.out())
        .contains("everything committed on the master since", "--accept-loss");
    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out())
        .containsSubsequence(
            "  stop the other side's worker\n", "  activate the standby\n", "  start the worker\n");
    assertThat(installation.workers(Side.MASTER)).isZero();
    installation.awaitWorkAt(Side.SLAVE);

    installation.masters(1);
    Installation.patiently().ignoreExceptions().until(() -> installation.isIdleAt(Side.SLAVE));
    Installation.patiently()
        .untilAsserted(() ->
            assertThat(installation.api().status().getJsonArray("alarms").encode())
                .contains("failed-over", "the master has, which is fenced"));
    assertThat(installation.workers(Side.MASTER)).isZero();
    assertThat(installation.workers(Side.SLAVE)).isEqualTo(1);
    assertThat(installation.agents()).isZero();
    assertThat(installation.database(Side.MASTER).number("SELECT count(*) FROM hma.fence"))
        .isPositive();
    assertThat(installation.notes().overlaps()).isEmpty();
    installation.awaitWorkAt(Side.SLAVE);
  }

  private CommandLine.Ended failOver(String... accepted) throws Exception {
    String[] arguments = new String[accepted.length + 3];
    arguments[0] = "failover";
    arguments[1] = "--to";
    arguments[2] = "slave";
    System.arraycopy(accepted, 0, arguments, 3, accepted.length);
    return installation.commandLine().run(installation.settingsOfFailover(Side.SLAVE), arguments);
  }
}
