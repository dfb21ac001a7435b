package hma.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.SandboxOptions.Nature;
import hma.sandbox.SandboxOptions.Ports;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.process.FreePort;
import hma.sandbox.router.RouterLimits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @TempDir Path home;

  @BeforeEach
  void writeProcfiles() throws IOException {
    SandboxProgram.writeProcfiles(home);
  }

  @Test
  void startsTheMasterAndTheActiveSidesWorker() throws Exception {
    Path readyFile = home.resolve("ready.json");
    int masterPort = FreePort.find();
    SandboxOptions options =
        options()
            .withWorker("echo I work for $HMA_SIDE; exec sleep 1000")
            .withActive(Side.SLAVE)
            .withPorts(new Ports(0, masterPort))
            .withReadyFile(readyFile)
            .withMasterVars(Map.of("PG_TABLES", "a,b"));

    try (Sandbox sandbox = Sandbox.start(options)) {
      JsonObject ready = new JsonObject(Files.readString(readyFile));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(readyFile)))
          .isEqualTo("rw-------");
      assertThat(ready.getString("active")).isEqualTo("slave");
      assertThat(ready.getString("sharedKey")).hasSizeGreaterThanOrEqualTo(32);
      assertThat(ready.getJsonObject("master").getString("url"))
          .isEqualTo("http://127.0.0.1:" + masterPort + "/");
      assertThat(formation(ready, "master")).containsExactly("web=1", "worker=0");
      assertThat(formation(ready, "slave")).containsExactly("web=0", "worker=1");
      assertThat(sandbox.app(Side.MASTER).configVars())
          .containsEntry("PG_TABLES", "a,b")
          .containsEntry("HMA_SCHEDULE", "off")
          .containsEntry("DATABASE_URL", ready.getJsonObject("master").getString("database"))
          .containsEntry("HMA_HEROKU_API", ready.getJsonObject("heroku").getString("api"))
          .containsKeys(
              "HMA_SHARED_KEY",
              "MASTER_APP",
              "SLAVE_APP",
              "MASTER_HEROKU_TOKEN",
              "SLAVE_HEROKU_TOKEN");
      assertThat(sandbox.app(Side.SLAVE).configVars())
          .containsOnlyKeys("HMA_SHARED_KEY", "JAVA_OPTS", "DATABASE_URL");
      await()
          .until(() ->
              sandbox.app(Side.SLAVE).log().recent("worker.1").stream()
                  .anyMatch(line -> line.endsWith("I work for slave")));
    }

    assertThat(readyFile).doesNotExist();
  }

  @Test
  void sparesAReadyFileThatIsNoLongerItsOwn() throws IOException {
    Path readyFile = home.resolve("ready.json");
    try (Sandbox sandbox = Sandbox.start(options().withReadyFile(readyFile))) {
      assertThat(sandbox.folder()).isDirectory();
      Files.writeString(readyFile, "somebody else's");
    }

    assertThat(readyFile).hasContent("somebody else's");
  }

  @Test
  void saysWhatTheMasterPrintedWhenItDoesNotStart() throws IOException {
    Files.writeString(home.resolve("Procfile.master"), "web: echo out of luck; exit 1\n");

    assertThatThrownBy(() -> Sandbox.start(options()))
        .isInstanceOf(SandboxFailure.class)
        .hasMessageContaining("crashes")
        .hasMessageContaining("out of luck");
    assertNoSandboxIsLeft();
  }

  @Test
  void saysHowToBuildAJarThatIsNotThere() throws IOException {
    Files.writeString(home.resolve("Procfile.slave"), "web: java -jar slave-agent/none.jar\n");

    assertThatThrownBy(() -> Sandbox.start(options()))
        .isInstanceOf(SandboxFailure.class)
        .hasMessageContaining("slave-agent/none.jar")
        .hasMessageContaining("./hma build");
  }

  @Test
  void leavesNothingWhenAGivenDatabaseCannotBeUsed() throws IOException {
    Secret none = Secret.of("postgres://me:hidden@127.0.0.1:1/db?sslmode=disable");

    assertThatThrownBy(() -> Sandbox.start(options().withDatabases(new GivenDatabases(none, none))))
        .isInstanceOf(SandboxFailure.class)
        .hasMessageContaining("--master-db")
        .hasMessageNotContaining("hidden");
    assertNoSandboxIsLeft();
  }

  @Test
  void namesAnUnknownKeyOfTheFaults() throws IOException {
    Path faults = Files.writeString(home.resolve("faults.json"), "{\"disk\":[]}");
    Nature nature =
        new Nature(
            DynoLimits.defaults(), RouterLimits.defaults(), DynoSize.BASIC, Optional.of(faults));

    assertThatThrownBy(() -> Sandbox.start(options().withNature(nature)))
        .isInstanceOf(SandboxFailure.class)
        .hasMessageContaining("disk");
  }

  private SandboxOptions options() {
    return SandboxOptions.defaults()
        .withHome(home)
        .withNature(
            new Nature(
                DynoLimits.defaults().withStopGrace(Duration.ofSeconds(5)),
                RouterLimits.defaults(),
                DynoSize.BASIC,
                Optional.empty()));
  }

  private static List<String> formation(JsonObject ready, String side) throws Exception {
    JsonObject access = ready.getJsonObject(side);
    String path = "/apps/" + access.getString("app") + "/formation";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(ready.getJsonObject("heroku").getString("api") + path))
              .header("Authorization", "Bearer " + access.getString("token"))
              .header("Accept", "application/vnd.heroku+json; version=3")
              .build();
      String body = client.send(request, BodyHandlers.ofString()).body();
      return new io.vertx.core.json.JsonArray(body)
          .stream()
              .map(JsonObject.class::cast)
              .map(type -> type.getString("type") + "=" + type.getInteger("quantity"))
              .sorted()
              .toList();
    }
  }

  /** Other sandboxes of this user may run; none of this process may be left. */
  private static void assertNoSandboxIsLeft() throws IOException {
    assertThat(SandboxProgram.foldersOf(ProcessHandle.current().pid())).isEmpty();
  }
}
