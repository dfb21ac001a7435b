package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import hma.protocol.Side;
import hma.sandbox.process.Signal;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No master is always on: a scheduler starts one for a look, now and then. */
final class TickEndToEndTest {
  private static final int SLOW = 8;
  private static final String CARRYING =
      "SELECT count(*) FROM hma.steps WHERE name = 'copy while the worker runs'";

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void start() throws Exception {
    installation = Installation.start(folder, Map.of("HMA_STOP_GRACE", "4s"));
    assertThat(installation.active()).isEqualTo(Side.MASTER);
    installation.awaitWorkAt(Side.MASTER);
  }

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void followsTheScheduleWhoeverIsKilledAndHoweverManyAreAtIt() throws Exception {
    // One that finds a master at work leaves everything to it.
    CommandLine.Ended beside = tick();
    assertThat(beside.code()).as(beside.out()).isEqualTo(5);
    assertThat(beside.out()).contains("another master is at it");
    installation.masters(0);
    Installation.patiently().until(() -> tick("--json").code() == 0);

    // One that is told to stop in the middle leaves the rest to the next.
    decidedLongAgo();
    Schema.pace(installation.database(Side.SLAVE), SLOW);
    Process stopped = installation.commandLine().start(settings(), "tick");
    Installation.patiently().until(() -> master(CARRYING) > 0);
    Signal.TERM.sendToProcess(stopped.pid());
    String said = new String(stopped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(stopped.waitFor()).as(said).isEqualTo(143);
    Schema.pace(installation.database(Side.SLAVE), 0);

    CommandLine.Ended undoing = tick("--detailed-exitcode");
    assertThat(undoing.code()).as(undoing.out()).isEqualTo(1);
    assertThat(undoing.out()).contains("ROLLED_BACK", "schedule-failed");

    // Of two at the same time one follows the schedule.
    Process one = installation.commandLine().start(settings(), "tick", "--detailed-exitcode");
    CommandLine.Ended other = tick("--detailed-exitcode");
    one.getInputStream().transferTo(OutputStream.nullOutputStream());
    assertThat(List.of(one.waitFor(), other.code())).containsExactlyInAnyOrder(6, 5);
    installation.awaitWorkAt(Side.SLAVE);

    // Nothing more is due, and nothing was left on.
    CommandLine.Ended idle = tick("--json");
    assertThat(idle.code()).as(idle.out()).isZero();
    JsonObject result = new JsonObject(idle.out().substring(idle.out().indexOf("{\"outcome\"")));
    assertThat(result.getString("outcome")).isEqualTo("NOTHING_DUE");
    assertThat(result.getJsonObject("status").getString("active")).isEqualTo("slave");
    assertThat(installation.agents()).isZero();
    assertThat(installation.workers(Side.MASTER)).isZero();

    // A standby that is too old is refreshed, which is told and is no switchover.
    installation
        .database(Side.MASTER)
        .run("UPDATE hma.ownership SET standby_as_of = now() - interval '1 day'");
    Map<String, String> settings = settings();
    settings.put("HMA_REFRESH", "6h");
    CommandLine.Ended refreshing =
        installation.commandLine().run(settings, "tick", "--detailed-exitcode");
    assertThat(refreshing.code()).as(refreshing.out()).isZero();
    assertThat(refreshing.out()).contains("tick        done", "refresh     ", "COMPLETED");
    assertThat(installation.notes().overlaps()).isEmpty();
    assertThat(installation.notes().missingIn(installation.database(Side.SLAVE))).isEmpty();
  }

  @Test
  void aCommandIsTheMasterItselfWhereNoneRuns() throws Exception {
    CommandLine.Ended beside = byItself("status");
    assertThat(beside.code()).as(beside.out()).isEqualTo(4);
    assertThat(beside.out()).contains("another master leads", "HMA_MASTER_URL");
    installation.masters(0);
    Installation.patiently().until(() -> byItself("status").code() == 0);

    CommandLine.Ended rehearsal = byItself("rehearse");
    assertThat(rehearsal.code()).as(rehearsal.out()).isZero();
    assertThat(rehearsal.out()).contains("rehearsal ", "COMPLETED", "to expect");
    installation.awaitWorkAt(Side.MASTER);

    CommandLine.Ended moved = byItself("switchover", "--to", "slave");
    assertThat(moved.code()).as(moved.out()).isZero();
    assertThat(moved.out()).contains("start the worker", "COMPLETED", "verified");
    installation.awaitWorkAt(Side.SLAVE);

    assertThat(byItself("compare").out()).contains("public.");
    CommandLine.Ended status = byItself("status");
    assertThat(status.out())
        .containsPattern("active      slave since [^,]*, epoch 2")
        .doesNotContain("alarm ");
    assertThat(installation.agents()).isZero();
    assertThat(installation.notes().overlaps()).isEmpty();
    assertThat(installation.notes().missingIn(installation.database(Side.SLAVE))).isEmpty();
  }

  /** Without a word on where a master is, and nobody at the port of a web dyno. */
  private CommandLine.Ended byItself(String... arguments) throws Exception {
    Map<String, String> settings = settings();
    settings.put("HMA_MASTER_URL", "");
    settings.put("HMA_SCHEDULE", "31:master");
    settings.put("PORT", "1");
    return installation.commandLine().run(settings, arguments);
  }

  private CommandLine.Ended tick(String... options) throws Exception {
    String[] arguments =
        Stream.concat(Stream.of("tick"), Stream.of(options)).toArray(String[]::new);
    return installation.commandLine().run(settings(), arguments);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(installation.settingsOfFailover(Side.MASTER));
    settings.put("HMA_STOP_GRACE", "4s");
    settings.put("HMA_SCHEDULE", "1:slave");
    return settings;
  }

  private void decidedLongAgo() throws Exception {
    installation
        .database(Side.MASTER)
        .run("UPDATE hma.ownership SET decided_at = now() - interval '2 months'");
  }

  private long master(String query) throws Exception {
    return installation.database(Side.MASTER).number(query);
  }
}
