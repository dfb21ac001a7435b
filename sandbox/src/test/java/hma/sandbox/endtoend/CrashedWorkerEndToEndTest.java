package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.SandboxOptions;
import hma.sandbox.dyno.DynoLimits;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that crashes on the active side, and nowhere to go back to. */
final class CrashedWorkerEndToEndTest {
  /** So long that a crashed dyno is seen to rest: Heroku waits even longer. */
  private static final Duration CRASH_PAUSE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void start() throws Exception {
    SandboxOptions options = SandboxOptions.defaults();
    SandboxOptions.Nature nature = options.nature();
    DynoLimits usual = nature.dynoLimits();
    DynoLimits limits =
        new DynoLimits(
            usual.stopGrace(), usual.bootLimit(), CRASH_PAUSE, usual.stopLag(), usual.bootLag());
    installation =
        Installation.start(
            folder,
            notes ->
                options
                    .withWorker(notes.command())
                    .withMasterVars(Map.of("HMA_STOP_GRACE", "4s", "HMA_BOOT_LIMIT", "1"))
                    .withNature(
                        new SandboxOptions.Nature(
                            limits, nature.routerLimits(), nature.dynoSize(), nature.faults())));
  }

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void raisesTheAlarmsAgainWhenARestartedMasterFindsThatNoWorkerRuns() throws Exception {
    // Given
    installation.awaitWorkAt(Side.MASTER);
    Database slave = installation.database(Side.SLAVE);
    slave.run("CREATE TABLE only_here (id int)");
    Path crashing = Teller.crashing(installation.notes().folder(), "slave");
    Files.createFile(crashing);
    installation.awaitEnd(installation.begin(Side.SLAVE));
    Installation.patiently().until(() -> alarmsSince(Instant.EPOCH).contains("no-way-back"));

    // When
    Instant killed = Instant.now();
    installation.kill(Installation.MASTER_JAR);

    // Then
    Installation.patiently()
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(alarmsSince(killed))
                .containsExactlyInAnyOrder("no-way-back", "worker-not-running"));
    assertThat(installation.active()).isEqualTo(Side.SLAVE);
    assertThat(slave.number("SELECT count(*) FROM only_here")).isZero();

    Files.delete(crashing);
    slave.run("DROP TABLE only_here");
    installation.makeActive(Side.MASTER);
    Installation.patiently().until(() -> alarmsSince(Instant.EPOCH).isEmpty());
  }

  private List<String> alarmsSince(Instant moment) throws Exception {
    return installation.api().status().getJsonArray("alarms").stream()
        .map(JsonObject.class::cast)
        .filter(alarm -> !Instant.parse(alarm.getString("since")).isBefore(moment))
        .map(alarm -> alarm.getString("code"))
        .toList();
  }
}
