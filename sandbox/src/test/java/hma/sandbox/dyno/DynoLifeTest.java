package hma.sandbox.dyno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.WebProgram;
import hma.sandbox.process.ProcessStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynoLifeTest {
  private static final DynoLimits SHORT =
      DynoLimits.defaults().withStopGrace(Duration.ofMillis(500));

  @TempDir Path folder;
  private Optional<HerokuUnderTest> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(HerokuUnderTest::close);
  }

  @Test
  void getsSigtermAndTimeToEnd() {
    Formation formation =
        start("trap 'echo told to end; exit 0' TERM; echo ready; while sleep 0.05; do :; done");
    Dyno dyno = scaleUp(formation);
    await().until(() -> printed("ready"));

    formation.scale("worker", 0);

    await().until(() -> dyno.gone().isComplete());
    assertThat(recent()).anyMatch(line -> line.endsWith("told to end"));
    assertThat(recent()).anyMatch(line -> line.endsWith("Process exited with status 0"));
  }

  @Test
  void isKilledWhenItIgnoresSigterm() {
    Formation formation =
        start(setup("trap '' TERM; echo ready; while sleep 0.05; do :; done").with(SHORT));
    Dyno dyno = scaleUp(formation);
    await().until(() -> printed("ready"));

    formation.scale("worker", 0);

    await().until(() -> dyno.gone().isComplete());
    assertThat(recent()).anyMatch(line -> line.endsWith("Process exited with status 137"));
  }

  @Test
  void diesWithEverythingItStarted() {
    Formation formation =
        start(setup("(trap '' TERM; echo child $BASHPID; exec sleep 1000) & wait").with(SHORT));
    Dyno dyno = scaleUp(formation);
    await().until(() -> printed("child"));
    long child = number("child");
    assertThat(ProcessStat.of(child)).isPresent();

    formation.scale("worker", 0);

    await().until(() -> dyno.gone().isComplete());
    assertThat(ProcessStat.of(child).filter(ProcessStat::runs)).isEmpty();
  }

  @Test
  void leavesTheListAtOnceThoughItsProcessLives() {
    Formation formation = start("trap '' TERM; echo ready; while sleep 0.05; do :; done");
    Dyno dyno = scaleUp(formation);
    await().until(() -> printed("ready"));

    formation.scale("worker", 0);

    assertThat(formation.dynos()).isEmpty();
    assertThat(formation.leaving()).containsExactly(dyno);
  }

  @Test
  void mayRunTwiceForAMomentWhenItIsScaledDownAndUp() {
    Formation formation = start("trap '' TERM; echo ready $$; while sleep 0.05; do :; done");
    Dyno old = scaleUp(formation);
    await().until(() -> printed("ready"));

    formation.scale("worker", 0);
    formation.scale("worker", 1);

    assertThat(formation.dynos()).doesNotContain(old).hasSize(1);
    await().until(() -> count("ready") == 2);
    assertThat(formation.leaving()).containsExactly(old);
    assertThat(formation.processes("worker")).hasSize(2);
    assertThat(formation.processes("web")).isEmpty();
  }

  @Test
  void isStartedAgainAfterACrash() {
    Formation formation = start("echo life; exit 7");

    scaleUp(formation);

    await().until(() -> count("life") >= 2);
    assertThat(recent()).anyMatch(line -> line.endsWith("Process exited with status 7"));
    await().until(() -> formation.dynos().getFirst().state() == DynoState.CRASHED);
  }

  @Test
  void countsAnExitWithCodeZeroAsACrash() {
    Formation formation = start("echo life; exit 0");

    scaleUp(formation);

    await().until(() -> count("life") >= 2);
    await().until(() -> formation.dynos().getFirst().crashes() >= 2);
  }

  @Test
  void waitsLongerAfterEachCrash() {
    DynoLimits limits = DynoLimits.defaults();

    List<Duration> pauses = List.of(1, 2, 3, 4, 100).stream().map(limits::pauseAfterCrash).toList();

    assertThat(pauses)
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofMinutes(1));
  }

  @Test
  void getsItsSigtermAfterTheStopLag() {
    DynoLimits lagging = SHORT.withLags(Duration.ofSeconds(2), Duration.ZERO);
    Formation formation =
        start(
            setup("trap 'echo told to end; exit 0' TERM; while sleep 0.05; do echo alive; done")
                .with(lagging));
    Dyno dyno = scaleUp(formation);
    await().until(() -> printed("alive"));

    formation.scale("worker", 0);
    long before = count("alive");

    assertThat(formation.dynos()).isEmpty();
    await().until(() -> dyno.gone().isComplete());
    assertThat(count("alive")).isGreaterThan(before);
    assertThat(recent()).anyMatch(line -> line.endsWith("told to end"));
  }

  @Test
  void isStartingUntilTheBootLagIsOver() {
    DynoLimits lagging = SHORT.withLags(Duration.ZERO, Duration.ofSeconds(1));
    Formation formation = start(setup("echo ready; exec sleep 1000").with(lagging));

    Dyno dyno = scaleUp(formation);

    assertThat(dyno.state()).isEqualTo(DynoState.STARTING);
    assertThat(printed("ready")).isFalse();
    await().until(() -> printed("ready") && dyno.state() == DynoState.UP);
  }

  @Test
  void seesNothingOfHma() {
    Formation formation = start("env | sort; exec sleep 1000");

    scaleUp(formation);

    await().until(() -> printed("_=") || printed("SHLVL="));
    await().until(() -> printed("SANDBOX_ID="));
    List<String> environment =
        recent().stream().filter(line -> line.contains(" app[")).map(DynoLifeTest::text).toList();
    assertThat(environment)
        .contains("HMA_SIDE=master", "DATABASE_URL=postgres://nowhere", "DYNO=worker.1")
        .noneMatch(line -> line.contains("secret") || line.contains("TOKEN"))
        .noneMatch(line -> line.startsWith("HMA_") && !line.startsWith("HMA_SIDE="))
        .noneMatch(line -> line.startsWith("MAVEN") || line.startsWith("SSH"));
  }

  @Test
  void findsTheJavaOfTheSandboxFirst() {
    Formation formation = start("command -v java; exec sleep 1000");

    scaleUp(formation);

    await().until(() -> printed(System.getProperty("java.home") + "/bin/java"));
  }

  @Test
  void isUpWhenItsPortAcceptsAndSeesTheServicesSettings() {
    running =
        Optional.of(HerokuUnderTest.start(folder, Setup.of(Map.of("web", WebProgram.command()))));
    heroku().app().formation().scale("web", 1);

    await().atMost(Duration.ofSeconds(30)).until(() -> "up".equals(heroku().dynos().get("web.1")));

    assertThat(heroku().visit("environment").body())
        .contains("HMA_SHARED_KEY", "DATABASE_URL", "PORT", "JAVA_OPTS")
        .doesNotContain("HMA_SIDE");
  }

  @Test
  void crashesWhenItsPortIsNotBoundInTime() {
    Setup setup =
        Setup.of(Map.of("web", "exec sleep 1000"))
            .with(SHORT.withBootLimit(Duration.ofMillis(300)));
    running = Optional.of(HerokuUnderTest.start(folder, setup));

    heroku().app().formation().scale("web", 1);

    await().until(() -> heroku().app().formation().dynos().getFirst().crashes() >= 1);
    assertThat(heroku().app().log().recent("web.1")).anyMatch(line -> line.contains("Error R10"));
  }

  @Test
  void writesItsLogIntoAFile() {
    Formation formation = start("echo first words; exec sleep 1000");

    scaleUp(formation);

    await()
        .untilAsserted(() ->
            assertThat(Files.readString(folder.resolve("mine.log")))
                .contains("app[worker.1]: first words"));
  }

  private Formation start(String worker) {
    return start(setup(worker));
  }

  private Formation start(Setup setup) {
    running = Optional.of(HerokuUnderTest.start(folder, setup));
    return heroku().app().formation();
  }

  private static Setup setup(String worker) {
    return Setup.of(Map.of("worker", worker));
  }

  private static Dyno scaleUp(Formation formation) {
    formation.scale("worker", 1);
    return formation.dynos().getFirst();
  }

  private HerokuUnderTest heroku() {
    return running.orElseThrow();
  }

  private List<String> recent() {
    return heroku().app().log().recent("worker.1");
  }

  private boolean printed(String text) {
    return count(text) > 0;
  }

  private long count(String text) {
    return recent().stream()
        .filter(line -> line.contains(" app[worker.1]: ") && text(line).startsWith(text))
        .count();
  }

  private long number(String word) {
    return recent().stream()
        .map(DynoLifeTest::text)
        .filter(text -> text.startsWith(word + " "))
        .map(text -> Long.parseLong(text.substring(word.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String text(String line) {
    return line.substring(line.indexOf("]: ") + 3);
  }
}
