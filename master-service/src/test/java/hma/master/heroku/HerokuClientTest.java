package hma.master.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hma.config.Secret;
import hma.heroku.ApiExchange;
import hma.heroku.PlatformSchema;
import hma.master.support.RecordedLog;
import hma.protocol.Side;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HerokuClientTest {
  private static final String TOKEN = "HRKU-5b7e2f-never-shown";
  private static final String WORKER_AT_ONE =
      "[{\"type\":\"worker\",\"quantity\":1,\"size\":\"Eco\",\"dyno_size\":{\"name\":\"Eco\"}}]";
  private static final RetryPolicy HASTY =
      new RetryPolicy(
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30));
  private static final RetryPolicy IMPATIENT =
      new RetryPolicy(
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(30));

  /** Whatever is tested here: each request is as Heroku declares it. */
  private static final PlatformSchema SCHEMA = PlatformSchema.forHma();

  private final Vertx vertx = Vertx.vertx();
  private final RecordedLog log = new RecordedLog();
  private FakeHeroku heroku;
  private HerokuApi api;
  private HerokuClient client;

  @BeforeEach
  void start() throws Exception {
    heroku = new FakeHeroku(vertx);
    use(HASTY);
  }

  @AfterEach
  void stop() throws Exception {
    log.close();
    api.close();
    heroku.close();
    vertx.close().await(10, TimeUnit.SECONDS);
    assertThat(log.lines()).noneMatch(line -> line.contains(TOKEN));
    assertThat(heroku.seen())
        .allSatisfy(seen -> assertThat(SCHEMA.ofRequest(exchange(seen))).isEmpty());
  }

  private static ApiExchange exchange(FakeHeroku.Seen seen) {
    String accept = Objects.requireNonNullElse(seen.accept(), "");
    return new ApiExchange(seen.method(), seen.path(), accept, seen.body(), 200, "");
  }

  @Test
  void readsAnApp() throws Exception {
    heroku.then(
        200,
        """
        {"id":"01234567-89ab-cdef-0123-456789abcdef","name":"hma-a","maintenance":false,
         "web_url":"https://hma-a-0123456789ab.herokuapp.com/","owner":{"id":"owner-1","email":"a@b.c"}}
        """);

    App app = done(client.app());

    assertThat(app)
        .isEqualTo(
            new App(
                "01234567-89ab-cdef-0123-456789abcdef",
                "hma-a",
                Optional.of(URI.create("https://hma-a-0123456789ab.herokuapp.com/")),
                false,
                "owner-1"));
    assertThat(heroku.seen())
        .containsExactly(
            new FakeHeroku.Seen(
                "GET",
                "/apps/hma-a",
                "Bearer " + TOKEN,
                "application/vnd.heroku+json; version=3",
                null,
                ""));
  }

  @Test
  void readsAnAppWithoutAddress() throws Exception {
    heroku.then(
        200,
        "{\"id\":\"1\",\"name\":\"a\",\"maintenance\":true,\"web_url\":null,\"owner\":{\"id\":\"2\"}}");

    assertThat(done(client.app()).webUrl()).isEmpty();
  }

  @Test
  void scalesInOneCallAndSendsASizeOnlyWhereOneIsGiven() throws Exception {
    heroku.then(
        200,
        """
        [{"type":"worker","quantity":1,"size":"Eco"},{"type":"clock","quantity":0,"size":"Basic"}]
        """);

    done(client.scale(List.of(Scale.to("worker", 1), new Scale("clock", 0, Optional.of("basic")))));

    assertThat(heroku.seen())
        .singleElement()
        .satisfies(seen -> {
          assertThat(seen.method()).isEqualTo("PATCH");
          assertThat(seen.path()).isEqualTo("/apps/hma-a/formation");
          assertThat(new JsonObject(seen.body()))
              .isEqualTo(
                  new JsonObject(
                      """
                      {"updates":[{"type":"worker","quantity":1},
                                  {"type":"clock","quantity":0,"dyno_size":{"name":"basic"}}]}
                      """));
        });
  }

  @Test
  void doesNotBelieveAScalingThatTheAnswerDoesNotShow() throws Exception {
    heroku.then(200, WORKER_AT_ONE);

    HerokuException failure = failure(client.scale(List.of(Scale.to("worker", 0))));

    assertThat(failure.id()).isEqualTo(HerokuException.MALFORMED);
    assertThat(failure).hasMessageContaining("does not show worker at 0");
  }

  @Test
  void asksForPermissionBeforeEachAttempt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    heroku.then(503, "").then(500, "").then(200, WORKER_AT_ONE);

    done(
        client.scale(
            List.of(Scale.to("worker", 1)),
            () -> {
              asked.incrementAndGet();
              return Future.succeededFuture();
            }));

    assertThat(asked).hasValue(3);
  }

  @Test
  void makesNoFurtherAttemptOnceThePermissionIsGone() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    heroku.then(503, "").then(200, WORKER_AT_ONE);

    Future<Void> scaled =
        client.scale(
            List.of(Scale.to("worker", 1)),
            () ->
                asked.incrementAndGet() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(new IllegalStateException("another master leads")));

    assertThatThrownBy(() -> done(scaled)).hasMessage("another master leads");
    assertThat(heroku.seen()).hasSize(1);
  }

  @Test
  void callsNobodyWhenThereIsNothingToScale() throws Exception {
    done(client.scale(List.of()));

    assertThat(heroku.seen()).isEmpty();
  }

  @Test
  void followsAListToItsEnd() throws Exception {
    heroku
        .then(request -> page(request, "web", "type ]web..; max=1"))
        .then(request -> page(request, "worker", "type ]worker..; max=1"))
        .then(200, "[{\"type\":\"clock\",\"quantity\":0,\"size\":\"Eco\"}]");

    List<Formation> formation = done(client.formation());

    assertThat(formation).extracting(Formation::type).containsExactly("web", "worker", "clock");
    assertThat(heroku.seen())
        .extracting(FakeHeroku.Seen::range)
        .containsExactly(null, "type ]web..; max=1", "type ]worker..; max=1");
  }

  @Test
  void givesUpOnAListThatNeverEnds() throws Exception {
    for (int page = 0; page < 100; page++) {
      heroku.then(request -> page(request, "web", "type ..; max=1"));
    }

    assertThat(failure(client.formation())).hasMessageContaining("does not end after 100 pages");
  }

  @Test
  void listsDynos() throws Exception {
    heroku.then(
        200,
        """
        [{"name":"worker.1","type":"worker","state":"up","size":"Eco","release":{"id":"r","version":7},
          "created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:05Z","command":"x"}]
        """);

    assertThat(done(client.dynos()))
        .containsExactly(
            new Dyno(
                "worker.1",
                "worker",
                "up",
                "Eco",
                Optional.of(7),
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-01T00:00:05Z")));
  }

  @Test
  void findsTheCurrentReleaseAmongTheNewest() throws Exception {
    heroku.then(
        206,
        """
        [{"version":9,"status":"failed","current":false,"description":"Deploy b","slug":{"id":"s9"},
          "created_at":"2026-11-02T00:00:00Z"},
         {"version":8,"status":"succeeded","current":true,"description":"Deploy a","slug":{"id":"s8"},
          "created_at":"2026-11-01T00:00:00Z"}]
        """);

    Optional<Release> release = done(client.currentRelease());

    assertThat(release).map(Release::version).contains(8);
    assertThat(release).flatMap(Release::slugId).contains("s8");
    assertThat(heroku.seen().getFirst().range()).isEqualTo("version ..; max=20, order=desc");
  }

  @Test
  void hasNoReleaseBeforeTheFirst() throws Exception {
    heroku.then(200, "[]");

    assertThat(done(client.currentRelease())).isEmpty();
  }

  @Test
  void readsTheQuotaOfTheAppsAccount() throws Exception {
    heroku
        .then(200, app())
        .then(200, "{\"account_quota\":3600000,\"quota_used\":3599000,\"apps\":[]}");

    Optional<Quota> quota = done(client.quota());

    assertThat(quota).map(Quota::left).contains(Duration.ofSeconds(1000));
    assertThat(heroku.seen().getLast().path()).isEqualTo("/accounts/owner-1/actions/get-quota");
    assertThat(heroku.seen().getLast().accept())
        .isEqualTo("application/vnd.heroku+json; version=3.account-quotas");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":\"not_found\"}", "{\"account_quota\":\"many\"}", "<html>", "[]", "null"})
  void doesWithoutAQuotaThatCannotBeRead(String answer) throws Exception {
    heroku.then(200, app()).then(200, answer);

    assertThat(done(client.quota())).isEmpty();
  }

  @Test
  void doesWithoutAQuotaThatIsRefusedAndDoesNotInsist() throws Exception {
    heroku.then(200, app()).then(503, "{}");

    assertThat(done(client.quota())).isEmpty();
    assertThat(heroku.seen()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void triesAgainWhatMayPassAndLogsEachRequestId(int status) throws Exception {
    heroku.then(status, "{\"id\":\"x\",\"message\":\"y\"}").then(status, "<html>Application error");
    heroku.then(200, WORKER_AT_ONE);

    done(client.scale(List.of(Scale.to("worker", 1))));

    assertThat(heroku.seen()).hasSize(3);
    assertThat(log.lines())
        .filteredOn(line -> line.contains("requestId=\"request-of-" + status + "\""))
        .hasSize(2);
    assertThat(log.lines())
        .anyMatch(line ->
            line.contains("requestId=\"request-of-200\"") && line.contains("attempt=\"3\""));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 402, 403, 404, 422})
  void doesNotRepeatWhatWasRefused(int status) throws Exception {
    heroku.then(status, "{\"id\":\"refused_id\",\"message\":\"Refused.\"}");

    HerokuException failure = failure(client.scale(List.of(Scale.to("worker", 1))));

    assertThat(heroku.seen()).hasSize(1);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.id()).isEqualTo("refused_id");
    assertThat(failure.requestId()).isEqualTo("request-of-" + status);
    assertThat(failure.app()).isEqualTo("hma-a");
    assertThat(failure.operation()).isEqualTo("scale worker to 1");
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContainingAll("hma-a", "scale worker to 1", "Refused.");
    assertThat(log.lines()).anyMatch(line -> line.contains("request-of-" + status));
  }

  @Test
  void doesNotFollowARedirectionWithTheToken() throws Exception {
    heroku.then(request ->
        request
            .response()
            .setStatusCode(307)
            .putHeader("Location", heroku.address() + "/elsewhere")
            .end());

    HerokuException failure = failure(client.app());

    assertThat(heroku.seen()).hasSize(1);
    assertThat(failure.status()).isEqualTo(307);
  }

  @Test
  void namesTheSettingToCheckWhenTheTokenIsRefused() throws Exception {
    heroku.then(
        401, "{\"id\":\"unauthorized\",\"message\":\"Invalid credentials: " + TOKEN + "\"}");

    HerokuException failure = failure(client.app());

    assertThat(failure).hasMessageContainingAll("hma-a", "SLAVE_HEROKU_TOKEN", "[secret]");
    assertThat(stackTrace(failure)).doesNotContain(TOKEN);
  }

  @Test
  void namesTheSettingToCheckWhenTheAppIsNotFound() throws Exception {
    heroku.then(404, "{\"id\":\"not_found\",\"message\":\"Couldn't find that app.\"}");

    assertThat(failure(client.app())).hasMessageContaining("SLAVE_APP");
  }

  @Test
  void endsWithTheRefusalWhenTheNextPauseWouldPassTheOverallLimit() throws Exception {
    Duration pause = Duration.ofSeconds(60);
    use(new RetryPolicy(pause, pause, Duration.ofSeconds(10), Duration.ofSeconds(20)));
    heroku.then(503, "<html>");

    HerokuException failure = failure(client.app());

    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.retryable()).isTrue();
    assertThat(heroku.seen()).hasSize(1);
  }

  @Test
  void triesAgainAfterAConnectionThatWasCutOff() throws Exception {
    heroku
        .then(request -> request.connection().close())
        .then(HerokuClientTest::cutShort)
        .then(200, WORKER_AT_ONE);

    assertThat(done(client.formation())).hasSize(1);
    assertThat(heroku.seen()).hasSize(3);
  }

  @Test
  void triesAgainWhenNoAnswerComes() throws Exception {
    assertThatItIsTriedAgainAfter(request -> {});
  }

  @Test
  void triesAgainWhenAnAnswerHangsInItsBody() throws Exception {
    assertThatItIsTriedAgainAfter(request -> request.response().setChunked(true).write("["));
  }

  @Test
  void triesAgainWhenAnAnswerDripsForLongerThanAnAttemptMayTake() throws Exception {
    assertThatItIsTriedAgainAfter(this::drip);
  }

  @Test
  void saysThatNothingIsKnownWhenNobodyAnswers() throws Exception {
    use(HASTY.within(Duration.ofMillis(100)));
    heroku.close();

    HerokuException failure = failure(client.app());

    assertThat(failure.status()).isZero();
    assertThat(failure.id()).isEqualTo(HerokuException.UNREACHABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasMessageContainingAll("hma-a", "read the app", "HMA_HEROKU_API");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>It works!</body></html>",
        "[{\"type\":\"worker\",\"quantity\":1,",
        "{\"type\":\"worker\"}",
        "[1]",
        "[null]",
        "[{}]",
        "[{\"type\":\"worker\",\"quantity\":\"1\",\"size\":\"Eco\"}]",
        "[{\"type\":\"worker\",\"quantity\":1.5,\"size\":\"Eco\"}]",
        "[{\"type\":\"worker\",\"quantity\":99999999999,\"size\":\"Eco\"}]",
        "[{\"type\":7,\"quantity\":1,\"size\":\"Eco\"}]",
        "null"
      })
  void refusesAnAnswerThatIsNotWhatHerokuDescribes(String answer) throws Exception {
    heroku.then(200, answer);

    HerokuException failure = failure(client.formation());

    assertThat(failure.id()).isEqualTo(HerokuException.MALFORMED);
    assertThat(failure.requestId()).isEqualTo("request-of-200");
    assertThat(failure.retryable()).isFalse();
    assertThat(heroku.seen()).hasSize(1);
  }

  @Test
  void refusesAnAnswerThatIsFarTooLong() throws Exception {
    heroku.then(200, "[" + " ".repeat(5 << 20) + "]");

    HerokuException failure = failure(client.formation());

    assertThat(failure.id()).isEqualTo(HerokuException.MALFORMED);
    assertThat(failure).hasMessageContaining("longer than 4194304 bytes");
  }

  @Test
  void keepsForeignTextOnOneShortLine() throws Exception {
    String message = "a\\nFAKE LOG LINE" + "x".repeat(10_000);
    heroku.then(422, "{\"id\":\"invalid_params\",\"message\":\"" + message + "\"}");

    assertThat(failure(client.app()).getMessage()).doesNotContain("\n").hasSizeLessThan(700);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.heroku.com",
        "http://127.0.0.1.example.com",
        "http://localhost@example.com",
        "https://user:password@api.heroku.com",
        "ftp://localhost",
        "https:/api.heroku.com"
      })
  void refusesAnAddressThatWouldGiveTheTokenAway(String address) {
    assertThatThrownBy(() -> new HerokuApi(vertx, URI.create(address), HASTY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HMA_HEROKU_API");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nend", "ümlaut"})
  void refusesATokenThatCannotBeSentWithoutRepeatingIt(String token) {
    assertThatThrownBy(() -> AppAccess.ofWorker(Side.MASTER, "hma-a", Secret.of(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("MASTER_HEROKU_TOKEN: the token is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/../b", "a b", "a?x=1", "-a"})
  void refusesAnAppThatIsNone(String app) {
    assertThatThrownBy(() -> AppAccess.ofWorker(Side.MASTER, app, Secret.of(TOKEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MASTER_APP");
  }

  /** The good answers are many: on a busy machine some of them come too late as well. */
  private void assertThatItIsTriedAgainAfter(Handler<HttpServerRequest> hanging) throws Exception {
    use(IMPATIENT);
    heroku.then(hanging);
    for (int attempt = 0; attempt < 50; attempt++) {
      heroku.then(200, WORKER_AT_ONE);
    }

    assertThat(done(client.formation())).hasSize(1);
    assertThat(heroku.seen()).hasSizeGreaterThan(1);
  }

  private void use(RetryPolicy policy) {
    if (api != null) {
      api.close();
    }
    api = new HerokuApi(vertx, heroku.address(), policy);
    client = new HerokuClient(api, AppAccess.ofWorker(Side.SLAVE, "hma-a", Secret.of(TOKEN)));
  }

  private void drip(HttpServerRequest request) {
    request.response().setChunked(true);
    long timer = vertx.setPeriodic(20, tick -> request.response().write(" "));
    request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
  }

  private static void cutShort(HttpServerRequest request) {
    byte[] half = WORKER_AT_ONE.substring(0, 20).getBytes(StandardCharsets.UTF_8);
    request
        .response()
        .putHeader("Content-Length", "80")
        .write(Buffer.buffer(half))
        .onComplete(written -> request.connection().close());
  }

  private static void page(HttpServerRequest request, String type, String next) {
    request.response().putHeader("Next-Range", next);
    FakeHeroku.answer(
        request, 206, "[{\"type\":\"" + type + "\",\"quantity\":0,\"size\":\"Eco\"}]");
  }

  private static String app() {
    return "{\"id\":\"1\",\"name\":\"hma-a\",\"maintenance\":false,\"owner\":{\"id\":\"owner-1\"}}";
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }

  private static HerokuException failure(Future<?> future) {
    return catchThrowableOfType(HerokuException.class, () -> done(future));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
