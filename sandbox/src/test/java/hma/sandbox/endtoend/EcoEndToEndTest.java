package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.SandboxOptions;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.router.RouterLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two apps whose dynos are all Eco: there a master looks now and then, and does not serve. */
final class EcoEndToEndTest {
  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void start() throws Exception {
    SandboxOptions.Nature eco =
        new SandboxOptions.Nature(
            DynoLimits.defaults(), RouterLimits.defaults(), DynoSize.ECO, Optional.empty());
    installation =
        Installation.start(
            folder,
            notes ->
                SandboxOptions.defaults()
                    .withWorker(notes.command())
                    .withNature(eco)
                    .withMasterVars(Map.of("HMA_STOP_GRACE", "4s")));
    installation.awaitWorkAt(Side.MASTER);
  }

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void refuseAMasterThatServesAndLetItTick() throws Exception {
    // Given
    assertThat(installation.active()).isEqualTo(Side.MASTER);
    Installation.patiently().until(() -> accounts().size() == 2);

    // When
    CommandLine.Ended doctor = installation.commandLine().run("doctor");
    JsonObject refused = installation.awaitEnd(installation.begin(Side.SLAVE));

    // Then
    assertThat(doctor.code()).as(doctor.out()).isEqualTo(1);
    assertThat(doctor.out())
        .contains(
            "deployment: the master runs as serve, and tick fits",
            "the master serves in app hma-master beside its Eco worker");
    assertThat(refused.getString("state")).isEqualTo("ROLLED_BACK");
    assertThat(refused.getString("failure")).contains("run tick by Heroku Scheduler");

    // Without the web dyno the same accounts carry the worker to the other side.
    installation.masters(0);
    Installation.patiently().until(() -> tick().code() == 0);
    installation
        .database(Side.MASTER)
        .run("UPDATE hma.ownership SET decided_at = now() - interval '2 months'");
    CommandLine.Ended done = tick("--detailed-exitcode");
    assertThat(done.code()).as(done.out()).isEqualTo(6);
    installation.awaitWorkAt(Side.SLAVE);
    assertThat(installation.workers(Side.MASTER)).isZero();
    assertThat(installation.agents()).isZero();
    assertThat(installation.notes().overlaps()).isEmpty();
  }

  private JsonArray accounts() throws Exception {
    String out = installation.commandLine().run("plan", "--json").out();
    return new JsonObject(out.substring(out.indexOf("{\""))).getJsonArray("accounts");
  }

  private CommandLine.Ended tick(String... options) throws Exception {
    Map<String, String> settings = new HashMap<>(installation.settingsOfFailover(Side.MASTER));
    settings.put("HMA_STOP_GRACE", "4s");
    settings.put("HMA_SCHEDULE", "1:slave");
    String[] arguments = new String[options.length + 1];
    arguments[0] = "tick";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return installation.commandLine().run(settings, arguments);
  }
}
