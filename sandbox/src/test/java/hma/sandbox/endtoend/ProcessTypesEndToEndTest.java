package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.SandboxOptions;
import hma.sandbox.dyno.DynoSize;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker of two process types: one is carried over, of the other one all is fixed. */
final class ProcessTypesEndToEndTest {
  private static final String CLOCK = "clock";

  @TempDir private Path folder;
  private Installation installation;

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void moveInOrderAndRunAsTheyAreSet() throws Exception {
    // Given
    Map<String, String> settings =
        Map.of("HMA_STOP_GRACE", "4s", "HMA_PROCESSES", "worker, clock=1:standard-1x");
    installation =
        Installation.start(
            folder,
            homeWithAClock(),
            notes ->
                SandboxOptions.defaults().withWorker(notes.command()).withMasterVars(settings));
    installation.awaitWorkAt(Side.MASTER);
    Installation.patiently().until(() -> quantity(Side.MASTER) == 1);
    assertThat(installation.type(Side.MASTER, CLOCK).size()).isEqualTo(DynoSize.STANDARD_1X);

    // When
    JsonObject ended = installation.awaitEnd(installation.begin(Side.SLAVE));

    // Then
    assertThat(ended.getString("state")).as(ended.encodePrettily()).isEqualTo("COMPLETED");
    assertThat(quantity(Side.MASTER)).isZero();
    assertThat(installation.workers(Side.MASTER)).isZero();
    assertThat(installation.workers(Side.SLAVE)).isEqualTo(1);
    assertThat(installation.type(Side.SLAVE, CLOCK).size()).isEqualTo(DynoSize.STANDARD_1X);
    assertThat(workersOf(installation.scalings(Side.MASTER))).endsWith("clock@0", "worker@0");
    assertThat(workersOf(installation.scalings(Side.SLAVE))).endsWith("worker@1", "clock@1");
    assertThat(installation.notes().overlaps()).isEmpty();

    // A person's change of what is fixed does not last.
    installation.scale(Side.SLAVE, CLOCK, 0);
    Installation.patiently().until(() -> quantity(Side.SLAVE) == 1);
  }

  private int quantity(Side side) {
    return installation.type(side, CLOCK).quantity();
  }

  private static List<String> workersOf(List<String> scalings) {
    return scalings.stream().filter(scaling -> !scaling.startsWith("web@")).toList();
  }

  /** The same services with one more process type. */
  private Path homeWithAClock() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    for (String module : List.of("master-service", "slave-agent")) {
      Files.createSymbolicLink(home.resolve(module), Installation.HOME.resolve(module));
    }
    for (Side side : Side.values()) {
      String file = "Procfile." + side.label();
      Files.writeString(
          home.resolve(file),
          Files.readString(Installation.HOME.resolve(file))
              + "\nclock: while sleep 1; do :; done\n");
    }
    return home;
  }
}
