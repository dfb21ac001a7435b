package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hma.config.ProcessRule;
import hma.config.Secret;
import hma.master.heroku.AppAccess;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.RetryPolicy;
import hma.master.journal.ProcessQuantity;
import hma.master.switchover.PreflightReport.Deployment;
import hma.protocol.Side;
import hma.sync.Finding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found on Heroku's side, from the app {@code one} to the app {@code two}. */
class AppChecksTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));
  private static final List<ProcessQuantity> ONE_ECO =
      List.of(new ProcessQuantity("worker", 1, "Eco"));

  private final Vertx vertx = Vertx.vertx();

  /** What is answered, by path. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  private List<ProcessRule> processes = List.of(ProcessRule.carriedOver("worker"));
  private String home = "one";
  private MasterHome.Style style = MasterHome.Style.SERVE;
  private HttpServer heroku;

  @BeforeEach
  void start() throws Exception {
    heroku =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS);
    for (String app : List.of("one", "two")) {
      formation(app, process("web", 0), process("worker", app.equals("one") ? 1 : 0));
      app(app, false);
      deployed(app, "1a2b3c4d");
      quota(app, 1000);
    }
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void findsNothingWhereAllIsAsItShouldBe() {
    assertThat(findings(ONE_ECO)).isEmpty();
  }

  @Test
  void namesAProcessTypeThatIsMissing() {
    formation("two", process("web", 0));

    assertThat(problems(ONE_ECO))
        .containsExactly(
            "app two has no process type 'worker': deploy the same Procfile to both apps");
  }

  @Test
  void namesAThirdEcoDynoBesideTheAgent() {
    formation("two", process("web", 0), process("worker", 0), process("clock", 1));

    assertThat(problems(ONE_ECO))
        .containsExactly(
            "app two would run 3 Eco dynos (web=1, worker=1, clock=1, HMA's agent being web), and Heroku allows 2: scale one to 0, or choose a larger size with heroku ps:type");
  }

  @Test
  void namesAProcessTypeThatOnlyTheSettingsHave() {
    processes = List.of(ProcessRule.carriedOver("worker"), ProcessRule.carriedOver("clock"));
    formation("two", process("web", 0), process("worker", 0), process("clock", 0));

    assertThat(problems(ONE_ECO))
        .containsExactly(
            "app one has no process type 'clock': deploy the same Procfile to both apps");
  }

  @Test
  void namesEcoBesideAnotherSize() {
    assertThat(problems(List.of(new ProcessQuantity("worker", 1, "standard-1x"))))
        .containsExactly(
            "app two would run Eco dynos beside others (web: eco, worker: standard-1x), and Heroku does not mix Eco with another size in an app: give all of them eco, or none, with heroku ps:type and in HMA_PROCESSES");
  }

  @Test
  void refusesToServeBesideTheEcoWorker() {
    formation("one", process("web", 1), process("worker", 1));

    assertThat(problems(ONE_ECO))
        .containsExactly(
            "the master serves in app one beside its Eco worker: after 30 minutes without a request its web dyno sleeps and takes the worker with it, and two dynos that are always on need up to 1,488 hours of the account's 1,000: scale web to 0 and run tick by Heroku Scheduler, or give the master an app of its own with larger dynos and name it in HMA_APP");
    assertThat(look(ONE_ECO).deployment())
        .isEqualTo(
            new Deployment(
                "serve",
                "tick",
                "the web of app one is Eco, which sleeps and takes the worker with it; Eco hours left: one 1000 of 1000, two 1000 of 1000"));
  }

  @Test
  void letsTheMasterServeInAnAppOfItsOwn() {
    home = "home";
    formation("home", process("web", 1).replace("Eco", "Basic"));

    assertThat(findings(ONE_ECO)).isEmpty();
    assertThat(look(ONE_ECO).deployment())
        .extracting(Deployment::runs, Deployment::fits)
        .containsExactly("serve", "serve");
  }

  @Test
  void warnsOfAMasterThatSleepsInAnAppOfItsOwn() {
    home = "home";
    formation("home", process("web", 1));

    assertThat(findings(ONE_ECO))
        .extracting(Finding::severity, finding -> finding.what().substring(0, 46))
        .containsExactly(
            tuple(Finding.Severity.WARNING, "the master serves in app home on an Eco dyno: "));
  }

  @Test
  void findsThatTickFitsWhereTheWorkerIsEco() {
    style = MasterHome.Style.TICK;

    assertThat(findings(ONE_ECO)).isEmpty();
    assertThat(look(ONE_ECO).deployment())
        .extracting(Deployment::runs, Deployment::fits)
        .containsExactly("tick", "tick");
  }

  @Test
  void warnsOfAnotherWebDynoThatTakesTheWorkerToSleep() {
    style = MasterHome.Style.TICK;
    formation("one", process("web", 1), process("worker", 1));

    assertThat(findings(ONE_ECO))
        .extracting(Finding::sentence)
        .containsExactly(
            "app one would run an Eco web dyno beside its worker: after 30 minutes without a request it sleeps and takes the worker with it: scale web to 0, or choose a larger size with heroku ps:type");
  }

  @Test
  void saysSoWhereTheMastersAppCannotBeRead() {
    home = "nowhere";

    AppChecks.Found found = look(ONE_ECO);

    assertThat(found.deployment()).isNull();
    assertThat(found.findings())
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(Finding.Severity.WARNING);
  }

  @Test
  void countsTheHoursOfEveryEcoDyno() {
    processes = List.of(ProcessRule.carriedOver("worker"), ProcessRule.carriedOver("clock"));
    for (String app : List.of("one", "two")) {
      formation(app, process("web", 0), process("worker", 0), process("clock", 0));
      quota(app, 400);
    }

    assertThat(
            findings(
                List.of(
                    new ProcessQuantity("worker", 1, "Eco"),
                    new ProcessQuantity("clock", 1, "Eco"))))
        .extracting(Finding::what)
        .contains(
            "the account of app one has 400 Eco hours left, and the month has 240, for 2 dynos each");
  }

  @Test
  void namesTwoDynosOfAType() {
    assertThat(problems(List.of(new ProcessQuantity("worker", 2, "Basic"))))
        .contains(
            "app two would run 2 basic dynos of process type 'worker', and Heroku allows one: scale it to 1, or choose a larger size with heroku ps:type");
  }

  @Test
  void namesAWorkerThatDoesNotRun() {
    assertThat(problems(List.of(new ProcessQuantity("worker", 0, "Eco"))))
        .containsExactly(
            "no worker is scaled up on the master: scale it up, or name its processes in HMA_PROCESSES");
  }

  @Test
  void warnsOfMaintenanceOtherCommitsAndHoursThatEnd() {
    app("one", true);
    deployed("two", "ffffffff");
    quota("two", 100);

    assertThat(findings(ONE_ECO))
        .allMatch(finding -> finding.severity() == Finding.Severity.WARNING)
        .extracting(Finding::sentence)
        .containsExactly(
            "app one is in maintenance mode: its web requests are answered by the router: heroku maintenance:off -a one",
            "the account of app two has 100 Eco hours left, and the month has 240: let the other side be active for part of it, or choose a larger size",
            "app one runs commit 1a2b3c4d, app two runs ffffffff: deploy the same commit to both");
  }

  @Test
  void saysNothingOfWhatHerokuDoesNotTell() {
    for (String app : List.of("one", "two")) {
      answers.remove("/apps/" + app);
      answers.remove("/apps/" + app + "/releases");
    }

    assertThat(findings(ONE_ECO)).isEmpty();
  }

  private List<String> problems(List<ProcessQuantity> formation) {
    return Finding.problems(findings(formation)).stream().map(Finding::sentence).toList();
  }

  private List<Finding> findings(List<ProcessQuantity> formation) {
    return look(formation).findings();
  }

  private AppChecks.Found look(List<ProcessQuantity> formation) {
    HerokuApi api =
        new HerokuApi(
            vertx, URI.create("http://127.0.0.1:" + heroku.actualPort()), RetryPolicy.standard());
    HerokuClient two = client(api, Side.SLAVE, "two");
    return new AppChecks(
            new AppChecks.Apps(
                worker(Side.MASTER, client(api, Side.MASTER, "one")),
                worker(Side.SLAVE, two),
                two,
                new MasterHome(client(api, Side.MASTER, home), style)),
            CLOCK,
            formation)
        .look();
  }

  private static HerokuClient client(HerokuApi api, Side side, String app) {
    return new HerokuClient(api, AppAccess.ofWorker(side, app, Secret.of("token-of-" + app)));
  }

  private Worker worker(Side side, HerokuClient app) {
    return new Worker(side, app, processes, Future::succeededFuture);
  }

  private void formation(String app, String... processes) {
    answers.put("/apps/" + app + "/formation", "[" + String.join(",", processes) + "]");
  }

  private static String process(String type, int quantity) {
    return "{\"type\":\"%s\",\"quantity\":%d,\"size\":\"Eco\"}".formatted(type, quantity);
  }

  private void app(String app, boolean maintenance) {
    answers.put(
        "/apps/" + app,
        "{\"id\":\"1\",\"name\":\"%s\",\"maintenance\":%b,\"owner\":{\"id\":\"of-%s\"}}"
            .formatted(app, maintenance, app));
  }

  private void deployed(String app, String commit) {
    answers.put(
        "/apps/" + app + "/releases",
        """
        [{"version":9,"status":"succeeded","current":true,"description":"Set A config vars",
          "slug":{"id":"s8"},"created_at":"2026-11-02T00:00:00Z"},
         {"version":8,"status":"succeeded","current":false,"description":"Deploy %s",
          "slug":{"id":"s8"},"created_at":"2026-11-01T00:00:00Z"}]
        """
            .formatted(commit));
  }

  private void quota(String app, int hours) {
    answers.put(
        "/accounts/of-" + app + "/actions/get-quota",
        "{\"account_quota\":%d,\"quota_used\":0,\"apps\":[]}".formatted(hours * 3600));
  }

  private void answer(HttpServerRequest request) {
    String body = answers.get(request.path());
    request
        .response()
        .setStatusCode(body == null ? 404 : 200)
        .putHeader("Content-Type", "application/json")
        .end(body == null ? "{\"id\":\"not_found\",\"message\":\"no\"}" : body);
  }
}
