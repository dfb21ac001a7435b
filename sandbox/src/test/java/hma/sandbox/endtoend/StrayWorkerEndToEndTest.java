package hma.sandbox.endtoend;

import static hma.sandbox.endtoend.Installation.AGENT_JAR;
import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.SandboxOptions;
import hma.sandbox.dyno.DynoLimits;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that goes on for seconds after its dyno has left the list, and has a session only for a
 * moment now and then: most looks at dynos and sessions see nothing of it.
 */
final class StrayWorkerEndToEndTest {
  private static final int BETWEEN_SESSIONS_MILLIS = 1500;

  @TempDir Path folder;
  private Installation installation;

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void goesBackOnlyOnceTheStrayWorkerIsGone() throws Exception {
    // Given
    installation =
        start(Duration.ofSeconds(6), Map.of("HMA_STOP_GRACE", "8s", "HMA_LIVE_COPY", "off"));
    installation.awaitWorkAt(Side.MASTER);
    Schema.pace(installation.database(Side.SLAVE), 20);
    String id = installation.begin(Side.SLAVE);
    installation.awaitCopying(id);

    // When
    installation.kill(AGENT_JAR);

    // Then
    JsonObject ended = installation.awaitEnd(id);
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("ROLLED_BACK");
    assertThat(ended.getString("failure")).contains("copy the rows");
    assertSound(Side.MASTER);
  }

  @Test
  void losesNothingOfTheStrayWorkerWithoutAFence() throws Exception {
    // Given
    installation =
        start(Duration.ofSeconds(3), Map.of("HMA_STOP_GRACE", "12s", "HMA_FENCE", "off"));
    installation.awaitWorkAt(Side.MASTER);

    // When
    JsonObject ended = installation.awaitEnd(installation.begin(Side.SLAVE));

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    assertSound(Side.SLAVE);
  }

  private Installation start(Duration stopLag, Map<String, String> masterVars) throws Exception {
    SandboxOptions options = SandboxOptions.defaults();
    DynoLimits limits = options.nature().dynoLimits().withLags(stopLag, Duration.ZERO);
    return Installation.start(
        folder,
        notes ->
            options
                .withWorker(notes.commandOfShortSessions(BETWEEN_SESSIONS_MILLIS))
                .withMasterVars(masterVars)
                .withNature(
                    new SandboxOptions.Nature(
                        limits,
                        options.nature().routerLimits(),
                        options.nature().dynoSize(),
                        options.nature().faults())));
  }

  /** The new worker works where it should, after the old one, and nothing is missing there. */
  private void assertSound(Side active) throws Exception {
    assertThat(installation.active()).isEqualTo(active);
    installation.awaitWorkAt(active);
    // A row is there a moment before its note.
    Installation.patiently()
        .untilAsserted(() -> assertThat(installation.notes().shifts()).hasSize(2));
    assertThat(installation.notes().overlaps()).isEmpty();
    assertThat(installation.notes().missingIn(installation.database(active))).isEmpty();
  }
}
