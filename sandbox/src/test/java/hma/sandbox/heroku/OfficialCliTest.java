package hma.sandbox.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.heroku.OfficialCli.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heroku's own command line against the local Heroku. */
class OfficialCliTest {
  @TempDir static Path folder;
  @TempDir static Path home;
  private static HerokuUnderTest heroku;
  private static OfficialCli cli;

  @BeforeAll
  static void start() throws Exception {
    Setup setup = Setup.of(Map.of("worker", "exec sleep 1000", "clock", "exec sleep 1000"));
    heroku = HerokuUnderTest.start(folder, setup.with(DynoSize.STANDARD_1X));
    cli = new OfficialCli(home, heroku.heroku().api(), heroku.app().owner().token().reveal());
  }

  @AfterAll
  static void stop() {
    heroku.close();
  }

  @BeforeEach
  void scaleToNone() {
    heroku.app().formation().scale("worker", 0);
    heroku.app().formation().scale("clock", 0);
  }

  @Test
  void scalesInAllForms() throws Exception {
    assertThat(run("ps:scale", "worker=2")).contains("worker at 2:Standard-1X");
    run("ps:scale", "worker+1");
    assertThat(quantity("worker")).isEqualTo(3);
    run("ps:scale", "worker-2", "clock=1");
    assertThat(quantity("worker")).isEqualTo(1);
    assertThat(quantity("clock")).isEqualTo(1);
    run("ps:scale", "worker=1:eco");
    assertThat(type("worker").size()).isEqualTo(DynoSize.ECO);
    assertThat(run("ps:scale")).contains("clock=1:Standard-1X worker=1:Eco");
    assertThat(run("ps:type", "worker=standard-1x")).contains("Standard-1X");
    assertThat(type("worker").size()).isEqualTo(DynoSize.STANDARD_1X);
    assertThat(quantity("worker")).isEqualTo(1);
  }

  @Test
  void listsRestartsAndStopsDynos() throws Exception {
    heroku.app().formation().scale("worker", 1);
    await().until(() -> "up".equals(heroku.dynos().get("worker.1")));
    UUID first = dyno().plan().id();

    assertThat(run("ps")).contains("worker.1: up");
    run("ps:restart", "--process-type", "worker");
    UUID second = dyno().plan().id();
    run("ps:restart");
    UUID third = dyno().plan().id();
    run("ps:stop", "--dyno-name", "worker.1");

    assertThat(second).isNotEqualTo(first);
    assertThat(third).isNotEqualTo(second);
    await().until(() -> "down".equals(heroku.dynos().get("worker.1")));
  }

  @Test
  void runsAOneOffDyno() throws Exception {
    String output = run("run:detached", "--", "echo", "all", "done");

    assertThat(output).contains("run.");
    await()
        .untilAsserted(() ->
            assertThat(folder.resolve("mine.log"))
                .content()
                .containsPattern("run\\.\\d+]: all done"));
  }

  @Test
  void showsAndChangesTheApp() throws Exception {
    run("maintenance:on");
    assertThat(heroku.app().maintenance()).isTrue();
    assertThat(run("maintenance")).contains("on");
    run("maintenance:off");
    assertThat(heroku.app().maintenance()).isFalse();
    run("config:set", "COLOUR=red");
    assertThat(heroku.app().configVars()).containsEntry("COLOUR", "red");
    assertThat(run("config")).contains("COLOUR", "red");
    assertThat(run("releases")).contains("Set COLOUR config vars", "v3");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Ended app = cli.run("ps", "-a", "none");
    Ended foreign = cli.run("ps", "-a", "other");
    Ended type = cli.run("ps:scale", "nobody=1", "-a", "mine");
    Ended limit = cli.run("ps:scale", "worker=1:eco", "clock=2:eco", "-a", "mine");
    Ended token = cli.withToken("HRKU-none").run("ps", "-a", "mine");

    assertFailed(app, "Couldn't find that app");
    assertFailed(foreign, "You do not have access to the app other");
    assertFailed(type, "Couldn't find that process type");
    assertFailed(limit, "Cannot run more than");
    assertThat(token.code()).isNotZero();
    assertThat(token.output()).containsAnyOf("Invalid credentials", "HEROKU_API_KEY");
  }

  private static void assertFailed(Ended ended, String message) {
    assertThat(ended.output()).contains(message).contains("Error ID");
    assertThat(ended.code()).isNotZero();
  }

  /** What it printed; it must have ended well. */
  private static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(1, "--app=mine");
    Ended ended = cli.run(command.toArray(String[]::new));
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended.output();
  }

  private static int quantity(String type) {
    return type(type).quantity();
  }

  private static ProcessType type(String name) {
    return heroku.app().formation().type(name).orElseThrow();
  }

  private static Dyno dyno() {
    return heroku.app().formation().dynos().getFirst();
  }
}
