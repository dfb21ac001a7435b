package hma.master.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import hma.config.SettingsSource;
import hma.master.inspection.ComparisonReport;
import hma.master.inspection.ComparisonRequest;
import hma.master.support.FakeInspections;
import hma.master.support.FakeSwitchovers;
import hma.master.support.RunningApi;
import hma.master.switchover.SwitchoverRequest;
import hma.master.switchover.SwitchoverState;
import hma.protocol.Side;
import hma.sync.Finding;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTest {
  private static final String KEY = "HMA_SHARED_KEY";
  private static final String URL = "HMA_MASTER_URL";
  private static final String NOBODY = "http://127.0.0.1:1";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path directory;
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(Clock.systemUTC());
    environment.put(KEY, RunningApi.SHARED.reveal());
    environment.put(URL, api.address().toString());
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    assertThat(out.toString() + err).doesNotContain(RunningApi.SHARED.reveal());
  }

  @Test
  void servesUntilTheServiceEndsAndPassesItsExitCodeOn() {
    int code = Cli.run(new FakeServices(42), console(), "serve");

    assertThat(code).isEqualTo(42);
  }

  @Test
  void printsATokenAndNothingElse() throws Exception {
    int code = run("token", "--scope", "read", "--ttl", "90s");

    assertThat(code).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]{43}\\R");
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve("/api/v1/status"))
            .header("Authorization", "Bearer " + out.toString().strip())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void printsATokenAsJson() {
    assertThat(run("token", "--scope", "admin", "--json")).isZero();

    assertThat(new JsonObject(out.toString()).fieldNames())
        .containsExactly("token", "scope", "expiresAt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "root|5m|'root' is no scope",
        "read|soon|'soon' is no time",
        "read|16m|1 second to 15 minutes",
        "read|0s|1 second to 15 minutes"
      })
  void namesWhatIsWrongWithATokensOptions(String scope, String life, String named) {
    assertThat(run("token", "--scope", scope, "--ttl", life)).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains(named);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "far too short"})
  void namesTheKeyThatCannotBeUsedWithoutRepeatingIt(String key) {
    environment.put(KEY, key);

    assertThat(run("token", "--scope", "read")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains(KEY).doesNotContain("far too short");
  }

  @Test
  void showsTheStatus() {
    environment.remove(KEY);

    assertThat(run("status")).isZero();

    assertThat(out.toString())
        .contains("active      master since 2026-11-21T00:00:00Z, epoch 7")
        .contains("next        master at 2026-12-01T00:00:00Z")
        .contains("capture-left since 2026-11-21T00:00:00Z: triggers are left: see doctor");
  }

  @Test
  void showsTheStatusAsTheApiHasIt() {
    assertThat(run("status", "--json", "--url", api.address().toString())).isZero();

    JsonObject status = new JsonObject(out.toString());
    assertThat(status.fieldNames())
        .containsExactly(
            "active",
            "state",
            "epoch",
            "activeSince",
            "apps",
            "standby",
            "next",
            "paused",
            "switchover",
            "quotas",
            "alarms");
    assertThat(status.getString("active")).isEqualTo("master");
  }

  @Test
  void drawsTheMonthsToComeAsTheMasterHasThem() {
    assertThat(run("plan", "--months", "2", "--budget", "700")).isZero();

    assertThat(out.toString())
        .contains(
            "2026-12  " + "m".repeat(20) + "s".repeat(11) + "     480.0     264.0  master from")
        .contains("2027-01")
        .doesNotContain("2027-02")
        .containsPattern("550 \\(free, in 2020\\) +1 +2\n")
        .containsPattern("700 +1 +2\n")
        .containsPattern("1000 \\(Eco\\) +2 +3\n");
  }

  @Test
  void drawsWhatIsLeftOfTheEcoHours() {
    assertThat(run("plan", "--months", "1", "--hours", "700")).isZero();

    assertThat(out.toString())
        .containsPattern("700 +1 +2\n")
        .contains("eco hours of this month")
        .contains(
            "master  [########            ]  423.5 of 1000 left; active for 384.0 h until the month ends: they carry 1");
  }

  @Test
  void tellsWhatIsLeftOfTheEcoHoursAsJson() {
    assertThat(run("plan", "--months", "1", "--json")).isZero();

    assertThat(new JsonObject(out.toString()).getJsonArray("accounts").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("side", "master")
                .put("totalHours", 1000.0)
                .put("leftHours", 423.5)
                .put("activeHours", 384.0)
                .put("processes", 1));
  }

  @Test
  void drawsTheMonthsToComeOfTheSettingsHereWhereNoMasterIs() throws Exception {
    environment.remove(URL);
    environment.put("PORT", "1");
    environment.put("HMA_SCHEDULE", "11:slave");
    environment.put("HMA_TIMEZONE", "Europe/Berlin");
    environment.put("HMA_PAUSED", "on");

    assertThat(run("plan", "--json")).isZero();

    JsonObject plan = new JsonObject(out.toString());
    assertThat(plan.getJsonArray("months")).hasSize(12);
    assertThat(plan.getJsonArray("budgets").getJsonObject(0).getInteger("masterProcesses"))
        .isNull();
    assertThat(run("plan")).isZero();
    assertThat(out.toString())
        .contains("without what is left of the accounts' Eco hours")
        .containsPattern("slave from [0-9]{4}-[0-9]{2}-11 00:00\n")
        .contains("days are of Europe/Berlin, hours of UTC's months")
        .contains("paused until hma resume, as HMA_PAUSED asked: nothing of this is followed");
  }

  @ParameterizedTest
  @CsvSource({"--months=0", "--months=61", "--hours=0", "--hours=100001"})
  void namesWhatIsNoPlan(String option) {
    assertThat(run("plan", option)).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString())
        .contains(option.substring(0, option.indexOf('=')) + " is", "it must be from 1 to");
  }

  @Test
  void looksOnThisMachineAtThePortOfTheSettings() {
    environment.remove(URL);
    environment.put("PORT", Integer.toString(api.address().getPort()));

    assertThat(run("status")).isZero();
  }

  @Test
  void findsTheMasterByTheOlderNameOfItsAddress() {
    environment.put("HMA_URL", NOBODY);
    assertThat(run("status")).isZero();

    environment.put("HMA_URL", environment.remove(URL));
    assertThat(run("status")).isZero();
  }

  @Test
  void tellsAMasterThatIsOutOfReachFromOneThatRefuses() {
    assertThat(run("status", "--url", NOBODY)).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(err.toString()).contains(NOBODY, "--url or HMA_MASTER_URL");
    assertThat(run("switchover", "--to", "slave", "--url", NOBODY))
        .isEqualTo(ExitCodes.UNREACHABLE);
  }

  @Test
  void takesAnErrorPageForNoMaster() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpServer page =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().setStatusCode(503).end("<html>H10"))
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);

    int code = run("status", "--url", "http://127.0.0.1:" + page.actualPort());

    assertThat(code).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(err.toString()).contains("something else answered 503").doesNotContain("html");
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com", "https://u:p@example.com", "nonsense", "file:/x"})
  void sendsATokenOnlyWhereItIsSafe(String url) {
    assertThat(run("switchover", "--to", "slave", "--url", url)).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("https").doesNotContain("u:p");
  }

  @Test
  void beginsASwitchoverAndDoesNotWait() {
    assertThat(run("switchover", "--to", "slave", "--from", "master")).isZero();

    assertThat(api.switchovers().requests())
        .containsExactly(new SwitchoverRequest(Side.SLAVE, Optional.of(Side.MASTER)));
    assertThat(out.toString())
        .contains("switchover  " + FakeSwitchovers.ID + " from master to slave: PREPARING");
  }

  @Test
  void knowsWhatASignalLeaves() {
    Console console = console();

    Cli.run(new FakeServices(0), console, "status");
    assertThat(console.interruption().left()).isEmpty();
    Cli.run(new FakeServices(0), console, "switchover", "--to", "slave");

    assertThat(console.interruption().left())
        .contains(FakeSwitchovers.ID + " goes on without this command", "./hma cancel");
  }

  @Test
  void followsASwitchoverToItsEnd() {
    api.switchovers()
        .proceedThrough(
            SwitchoverState.COPYING, SwitchoverState.CUTTING_OVER, SwitchoverState.COMPLETED);

    assertThat(run("switchover", "--to", "slave", "--follow")).isZero();

    assertThat(out.toString())
        .containsSubsequence(
            "step of PREPARING",
            "step of COPYING",
            "step of CUTTING_OVER",
            "outage    8412 ms (stop 5001 ms, cut-over 210 ms, boot 3201 ms)",
            "moved     120 rows, 4096 bytes, verified");
    assertThat(out.toString().split("step of COPYING", -1)).hasSize(2);
  }

  @Test
  void followsARefreshToItsEnd() {
    api.switchovers().proceedThrough(SwitchoverState.COPYING, SwitchoverState.COMPLETED);

    assertThat(run("refresh", "--follow")).isZero();

    assertThat(out.toString())
        .containsSubsequence(
            "step of COPYING",
            "refresh     " + FakeSwitchovers.ID + " from master to slave: COMPLETED",
            "standby   holds what was committed before 2026-11-21T00:00:00Z");
    assertThat(run("refresh")).isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void waitsForAMasterThatIsAwayForAWhile() {
    api.switchovers().proceedThrough(SwitchoverState.COMPLETED);
    api.hangUp(2);

    assertThat(run("switchover", "--to", "slave", "--follow")).isZero();

    assertThat(out.toString()).containsOnlyOnce("the master does not answer: waiting for it");
  }

  @Test
  void findsTheLeaderBesideItsStandIn() {
    api.switchovers().standIn(3);
    assertThat(run("status")).isZero();
    api.switchovers().standIn(2);

    assertThat(run("switchover", "--to", "slave")).isZero();
    assertThat(api.switchovers().requests()).hasSize(1);
  }

  @Test
  void failsWhenTheSwitchoverItFollowedWentBack() {
    api.switchovers().proceedThrough(SwitchoverState.ROLLED_BACK);

    assertThat(run("switchover", "--to", "slave", "--follow", "--json"))
        .isEqualTo(ExitCodes.FAILED);

    assertThat(new JsonObject(out.toString()).getString("failure"))
        .isEqualTo("the target could not be reached");
  }

  @Test
  void rehearsesToTheStandbyAndTellsTheOutageToExpect() {
    api.switchovers().proceedThrough(SwitchoverState.COPYING, SwitchoverState.COMPLETED);

    assertThat(run("rehearse")).isZero();

    assertThat(api.switchovers().requests())
        .containsExactly(new SwitchoverRequest(Side.SLAVE, Optional.empty()));
    assertThat(out.toString())
        .containsSubsequence(
            "step of COPYING",
            "rehearsal   " + FakeSwitchovers.ID + " from master to slave: COMPLETED",
            "outage    about 16 s to expect: cut-over 210 ms as measured,"
                + " stop and boot 15 s as is usual on Heroku");
  }

  @Test
  void aDryRunIsARehearsal() {
    api.switchovers().proceedThrough(SwitchoverState.COMPLETED);

    assertThat(run("switchover", "--to", "slave", "--dry-run", "--json")).isZero();

    JsonObject end = new JsonObject(out.toString());
    assertThat(end.getString("kind")).isEqualTo("rehearsal");
    assertThat(end.getJsonObject("expected").getLong("outageMs")).isEqualTo(15_210);
  }

  @Test
  void showsWhatWasBegun() {
    assertThat(run("history", "--limit", "1")).isZero();

    assertThat(out.toString())
        .contains("2026-11-21T00:00:00Z", "COMPLETED", "30 s", FakeSwitchovers.ID)
        .contains("more: ./hma history --limit 1 --before " + FakeSwitchovers.ID);
    assertThat(run("history", "--before", FakeSwitchovers.ID)).isZero();
    assertThat(out.toString()).contains("nothing was begun before that");
    assertThat(run("history", "--kind", "refresh", "--json")).isZero();
    assertThat(out.toString()).contains("\"kind\":\"refresh\"").doesNotContain("\"switchover\"");
    assertThat(run("history", "--kind", "move")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("history", "--limit", "0")).isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void callsOffWhatRuns() {
    assertThat(run("cancel")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("there is nothing to call off");
    assertThat(run("switchover", "--to", "slave")).isZero();

    assertThat(run("cancel", "20261101-000003-5f3a9c1e")).isEqualTo(ExitCodes.REFUSED);
    assertThat(run("cancel")).isZero();

    assertThat(api.switchovers().cancelled()).containsExactly(FakeSwitchovers.ID);
    assertThat(out.toString()).contains("CANCELLED");
  }

  @Test
  void printsNothingButWhatGoesWrongWhereThatIsAsked() {
    api.switchovers().proceedThrough(SwitchoverState.ROLLED_BACK);

    assertThat(run("switchover", "--to", "slave", "--follow", "-q")).isEqualTo(ExitCodes.FAILED);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("ROLLED_BACK", "the target could not be reached");
  }

  @Test
  void everyCommandHasExamplesThatCanBeTyped() {
    CommandLine commands = Cli.commands(new FakeServices(0), console());
    for (CommandLine command : commands.getSubcommands().values()) {
      List<Examples.Example> examples = Examples.of(command.getCommandName());

      assertThat(examples).as(command.getCommandName()).isNotEmpty();
      for (Examples.Example example : examples) {
        assertThatCode(() -> commands.parseArgs(example.typed().split(" ")))
            .as(example.typed())
            .doesNotThrowAnyException();
        assertThat(command.getUsageMessage()).contains(example.typed(), "Exit codes:");
      }
    }
  }

  @Test
  void printsAScriptThatTheShellTakes() throws Exception {
    assertThat(run("completion")).isZero();

    Path script = Files.writeString(directory.resolve("completion"), out.toString());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source %s; complete() { COMP_WORDS=(hma \"$@\"); COMP_CWORD=$#; _complete_hma; echo \"${COMPREPLY[*]}\"; }; "
                        .formatted(script)
                    + "complete sw; complete switchover --to ''; complete token --scope ''")
            .start();
    assertThat(bash.inputReader(UTF_8).lines())
        .containsExactly("switchover", "master slave", "read switchover admin");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void saysWhyTheMasterRefuses() {
    assertThat(run("switchover", "--to", "master")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("it is refused: already-active");

    environment.put(KEY, "another key that is not that of the service");
    assertThat(run("switchover", "--to", "slave")).isEqualTo(ExitCodes.REFUSED);
    assertThat(err.toString()).contains("the token is refused");
  }

  @Test
  void doesNotCallAFailureOfTheMasterARefusal() {
    api.switchovers().breakDown();

    assertThat(run("switchover", "--to", "slave")).isEqualTo(ExitCodes.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "switchoverr|'switchoverr' is no command: did you mean switchover?",
        "dmeo|'dmeo' is no command: did you mean demo?",
        "x|'x' is no command",
        "--nope|hma has no option --nope",
        "switchover --too slave|switchover has no option --too: did you mean --to?",
        "switchover --too=slave|switchover has no option --too=slave: did you mean --to?",
        "--to slave switchover|--to stands before the command: options come after it",
        "switchover|Missing required option: '--to=SIDE'",
        "switchover --to slave --to slave|should be specified only once",
        "status --follow|status has no option --follow",
        "status now|status takes no 'now'",
        "plan --months soon|'soon' is no whole number",
        "plan --hours 99999999999|'99999999999' is no whole number",
        "status --url http://u:p[x|that is no address: use one like https://my-app.herokuapp.com"
      })
  void saysInTwoLinesWhatIsWrongWithACommandLine(String typed, String named) {
    assertThat(run(typed.split(" "))).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString())
        .startsWith("hma: ")
        .contains(named, "--help lists")
        .doesNotContain("u:p");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheVariableThatHoldsNoAddress() {
    environment.put(URL, "http://a b");

    assertThat(run("status")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains(URL + ": that is no address");
  }

  @Test
  void failsWhereItsResultIsLost() {
    PrintWriter full =
        new PrintWriter(
            new Writer() {
              @Override
              public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    Console console =
        new Console(full, new PrintWriter(err), new SettingsSource(environment, directory));

    int code = Cli.run(new FakeServices(0), console, "token", "--scope", "read");

    assertThat(code).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains("standard output cannot be written to");
  }

  @Test
  void namesASideThatIsNone() {
    assertThat(run("switchover", "--to", "left")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("'left' is no side: use master or slave");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "token", "status", "switchover", "refresh"})
  void explainsTheExitCodesOfEachCommand(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).contains("Exit codes:", "3   no master answers");
  }

  @Test
  void showsTheCommandsWhenNoneIsGiven() {
    assertThat(run()).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).contains("serve", "token", "status", "switchover");
  }

  @Test
  void tellsTheOutageOfALiveCopy() {
    api.inspections().copyLive();

    assertThat(run("doctor")).isEqualTo(0);

    assertThat(out.toString().lines())
        .contains(
            "outage about 19 s: a worker's stop and boot, and what is left to move then; the worker runs while the rest is compared and copied",
            "at most about 26 s, if every table without a key is written meanwhile, and so copied whole in the outage");
  }

  @Test
  void saysHowTheMasterHadBetterRun() {
    api.inspections().deployed("serve", "tick", "the web of app one is Eco, which sleeps");

    assertThat(run("doctor")).isZero();

    assertThat(out.toString().lines())
        .contains(
            "deployment: the master runs as serve, and tick fits: the web of app one is Eco, which sleeps");
  }

  @Test
  void namesWhatStandsAgainstASwitchoverWithItsRemedy() {
    api.inspections()
        .find(
            Finding.problem("table public.t is missing on the slave", "create it there"),
            Finding.warning("app a runs commit 1, app b runs 2", "deploy the same commit to both"));

    assertThat(run("doctor")).isEqualTo(1);

    assertThat(out.toString().lines())
        .containsExactly(
            "switchover from master to slave",
            "",
            "table          method         rows     size  compare  copy",
            "public.orders  delta    ~1,200,000  219 MiB      4 s     -",
            "public.log     keyless          ~7  8.0 KiB    20 ms  1 ms",
            "2 in all                ~1,200,007  219 MiB      4 s  1 ms",
            "",
            "outage about 19 s: a worker's stop and boot, comparing, and copying what is copied whole",
            "at most about 26 s, if every table has changed so much that it is copied whole",
            "",
            "not moved: views public.v (they hold no rows)",
            "",
            "PROBLEM table public.t is missing on the slave",
            "        create it there",
            "warning app a runs commit 1, app b runs 2",
            "        deploy the same commit to both",
            "",
            "PROBLEM not fit: 1 problem; a switchover would not start");
  }

  @Test
  void saysThatNothingStandsAgainstASwitchover() {
    assertThat(run("doctor", "--to", "slave")).isZero();

    assertThat(out.toString()).contains("ok fit for a switchover");
  }

  @Test
  void showsAPreflightAsOneObject() {
    api.inspections().find(Finding.problem("a thing", "a remedy"));

    assertThat(run("doctor", "--json")).isEqualTo(1);

    JsonObject report = new JsonObject(out.toString());
    assertThat(report.getBoolean("fit")).isFalse();
    assertThat(report.getJsonArray("findings").getJsonObject(0).getString("remedy"))
        .isEqualTo("a remedy");
  }

  @Test
  void cannotTellWhereNobodyCouldLook() {
    assertThat(run("doctor", "--to", "master")).isEqualTo(2);
    assertThat(run("doctor", "--url", NOBODY)).isEqualTo(2);
    assertThat(run("compare", "--url", NOBODY)).isEqualTo(2);
    assertThat(run("compare", "--rows", "1001")).isEqualTo(2);
    api.inspections().missAPart();
    assertThat(run("doctor")).isEqualTo(2);
    api.inspections().fail("a switchover began");
    assertThat(run("doctor")).isEqualTo(2);
    assertThat(run("compare")).isEqualTo(2);

    assertThat(err.toString())
        .contains("the master is active already", "a switchover began", "0 to 1000")
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({"EQUAL, 0", "DIFFERENT, 1", "UNFIT, 1", "UNKNOWN, 2"})
  void tellsByItsExitCodeHowBothSidesCompare(ComparisonReport.Verdict verdict, int code) {
    api.inspections().compareAs(verdict);

    assertThat(run("compare")).isEqualTo(code);
  }

  @Test
  void namesTheKeysThatDifferWithoutMovingTheCursor() {
    api.inspections().compareAs(ComparisonReport.Verdict.DIFFERENT);

    assertThat(run("compare", "--rows", "5", "--table", "public.o*", "u")).isEqualTo(1);

    assertThat(api.inspections().requests())
        .containsExactly(new ComparisonRequest(List.of("public.o*", "u"), 5));
    assertThat(out.toString())
        .contains("public.orders               1,200              1,199  different")
        .contains("  (42,\"a\\u001b[2J\")  on the master only")
        .contains("public.s              9  7 (not called)")
        .contains("the master is active and being written to: differences are expected")
        .doesNotContain("\u001b");
  }

  @Test
  void showsComparedKeysToNobodyWithoutAToken() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve("/api/v1/comparisons/" + FakeInspections.ID))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }
  }

  private int run(String... arguments) {
    return Cli.run(new FakeServices(0), console(), arguments);
  }

  private Console console() {
    return new Console(
        new PrintWriter(out), new PrintWriter(err), new SettingsSource(environment, directory));
  }
}
