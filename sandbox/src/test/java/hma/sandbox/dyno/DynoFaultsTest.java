package hma.sandbox.dyno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.WebProgram;
import hma.sandbox.process.ProcessStat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynoFaultsTest {
  private static final String WORKER =
      "trap 'echo told to end; exit 0' TERM; echo ready $$; while sleep 0.05; do :; done";

  @TempDir Path folder;
  private Optional<HerokuUnderTest> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(HerokuUnderTest::close);
  }

  @Test
  void livesOnAfterItLeftTheList() {
    start(WORKER);
    heroku().faults("{'dynos':[{'type':'worker','stopLagMs':3600000}]}");
    long process = scaleUp();

    heroku().app().formation().scale("worker", 0);

    await().until(() -> heroku().dynos().isEmpty());
    assertThat(runs(process)).isTrue();
    assertThat(printed("told to end")).isZero();
  }

  @Test
  void startsLateOnlyWhereTheFaultSaysSo() {
    start(WORKER);
    heroku().faults("{'dynos':[{'type':'worker','bootLagMs':3600000,'after':1}]}");
    scaleUp();

    heroku().call("DELETE", "/apps/mine/dynos/worker.1", "");

    await().until(() -> printed("told to end") == 1);
    assertThat(heroku().dynos()).containsEntry("worker.1", "starting");
    assertThat(printed("ready")).isEqualTo(1);
  }

  @Test
  void isUpAgainBeforeTheOldOneDied() {
    start(WORKER);
    heroku().faults("{'dynos':[{'app':'mine','overlapMs':3600000}]}");
    long old = scaleUp();

    heroku().call("DELETE", "/apps/mine/dynos/worker.1", "");

    await().until(() -> printed("ready") == 2);
    await().until(() -> "up".equals(heroku().dynos().get("worker.1")));
    assertThat(runs(old)).isTrue();
    assertThat(printed("told to end")).isZero();
  }

  @Test
  void crashesAsOftenAsWished() {
    start(WORKER);
    heroku().faults("{'dynos':[{'type':'worker','crashAfterMs':[0,100],'times':2}]}");

    scaleUp();

    Dyno dyno = heroku().app().formation().dynos().getFirst();
    await().until(() -> dyno.crashes() == 2 && dyno.state() == DynoState.UP);
    assertThat(heroku().app().log().recent("worker.1"))
        .filteredOn(line -> line.endsWith("Process exited with status 137"))
        .hasSize(2);
    assertThat(printed("told to end")).isZero();
  }

  @Test
  void crashesWhileItRunsWhenTheFaultsAreReplaced() {
    start(WORKER);
    long process = scaleUp();

    heroku().faults("{'dynos':[{'type':'worker','crashAfterMs':0,'times':1}]}");

    await().until(() -> !runs(process));
    await().until(() -> printed("ready") == 2);
  }

  @Test
  void isCycledAtARandomInstant() {
    start(WORKER);
    long process = scaleUp();
    UUID id = heroku().app().formation().dynos().getFirst().plan().id();

    heroku().faults("{'seed':1,'dynos':[{'cycleAfterMs':[0,500],'times':1}]}");

    await().until(() -> printed("ready") == 2 && !runs(process));
    assertThat(printed("told to end")).isEqualTo(1);
    assertThat(heroku().app().formation().dynos())
        .singleElement()
        .satisfies(dyno -> assertThat(dyno.plan().id()).isNotEqualTo(id))
        .satisfies(dyno -> assertThat(dyno.crashes()).isZero());
  }

  @Test
  void sleepsWhileItsAccountHasNoHoursLeft() {
    start(Setup.of(Map.of("worker", WORKER, "web", "exec sleep 1000")).with(DynoSize.ECO));
    long process = scaleUp();

    heroku().faults("{'quota':[{'app':'mine','leftSeconds':0}]}");
    heroku().app().formation().scale("web", 1);

    await().until(() -> !runs(process));
    await().until(() -> Map.of("worker.1", "idle", "web.1", "idle").equals(heroku().dynos()));
    assertThat(heroku().visit("/").statusCode()).isEqualTo(503);
    assertThat(heroku().app().log().recent("router")).last().asString().contains("code=H82");

    heroku().faults("{}");

    await().until(() -> printed("ready") == 2);
  }

  @Test
  void hasAClockOfItsOwn() {
    assumeTrue(FakeClock.library().isPresent(), "libfaketime is not installed");
    start(Setup.of(Map.of("web", WebProgram.command())));
    heroku().faults("{'clocks':[{'of':'mine','aheadMs':3600000}]}");

    heroku().app().formation().scale("web", 1);

    await().atMost(Duration.ofSeconds(30)).until(() -> "up".equals(heroku().dynos().get("web.1")));
    assertThat(Instant.parse(heroku().visit("/time").body()))
        .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
  }

  @Test
  void refusesClocksThatItCannotShift() {
    assumeTrue(FakeClock.library().isEmpty(), "libfaketime is installed");
    start(WORKER);

    assertThatThrownBy(() -> heroku().faults("{'clocks':[{'of':'mine','aheadMs':1}]}"))
        .hasMessageContaining("libfaketime");
  }

  private void start(String worker) {
    start(Setup.of(Map.of("worker", worker)));
  }

  private void start(Setup setup) {
    running = Optional.of(HerokuUnderTest.start(folder, setup));
  }

  /** The number of the worker's process. */
  private long scaleUp() {
    heroku().app().formation().scale("worker", 1);
    await().until(() -> printed("ready") >= 1);
    String first =
        texts().stream().filter(text -> text.startsWith("ready ")).findFirst().orElseThrow();
    return Long.parseLong(first.substring("ready ".length()));
  }

  private static boolean runs(long process) {
    return ProcessStat.of(process).filter(ProcessStat::runs).isPresent();
  }

  private HerokuUnderTest heroku() {
    return running.orElseThrow();
  }

  private long printed(String text) {
    return texts().stream().filter(each -> each.startsWith(text)).count();
  }

  private List<String> texts() {
    return heroku().app().log().recent("worker.1").stream()
        .filter(line -> line.contains(" app[worker.1]: "))
        .map(line -> line.substring(line.indexOf("]: ") + 3))
        .toList();
  }
}
