package hma.sandbox.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.dyno.Dyno;
import hma.sandbox.dyno.DynoSize;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformApiTest {
  private static final Map<String, String> PROCFILE =
      Map.of("worker", "exec sleep 1000", "clock", "exec sleep 1000", "mailer", "exec sleep 1000");

  @TempDir Path folder;
  private HerokuUnderTest heroku;

  @BeforeEach
  void start() {
    heroku = HerokuUnderTest.start(folder, Setup.of(PROCFILE));
  }

  @AfterEach
  void stop() {
    heroku.close();
  }

  @Test
  void refusesATokenThatNobodyHas() {
    var answer = heroku.send(request("/apps/mine").setHeader("Authorization", "Bearer HRKU-none"));

    assertError(answer, 401, "unauthorized");
  }

  @Test
  void refusesAnAppOfAnotherAccount() {
    assertError(heroku.get("/apps/other"), 403, "forbidden");
    assertError(
        heroku.patch("/apps/other/formation/worker", new JsonObject().put("quantity", 1)),
        403,
        "forbidden");
  }

  @Test
  void doesNotKnowAnAppThatIsNotThere() {
    assertError(heroku.get("/apps/none"), 404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/vnd.heroku+json",
        "application/vnd.heroku+json; version=2"
      })
  void refusesAnotherVersionOfTheApi(String accept) {
    assertError(
        heroku.send(request("/account").setHeader("Accept", accept)), 406, "not_acceptable");
  }

  @Test
  void givesEveryAnswerAnIdOfItsOwn() {
    Set<String> ids =
        Set.of(
            heroku.get("/account").headers().firstValue("Request-Id").orElseThrow(),
            heroku.get("/apps/none").headers().firstValue("Request-Id").orElseThrow(),
            heroku
                .send(request("/account").setHeader("Authorization", "none"))
                .headers()
                .firstValue("Request-Id")
                .orElseThrow());

    assertThat(ids).hasSize(3);
  }

  @Test
  void countsWhatIsLeftOfTheRateLimit() {
    long first = remaining(heroku.get("/account"));
    long second = remaining(heroku.get("/account"));

    assertThat(first).isEqualTo(RateLimit.CAPACITY - 1);
    assertThat(second).isLessThan(first);
  }

  @Test
  void tellsTheAccountOfTheToken() {
    assertThat(json(heroku.get("/account")).getString("email")).isEqualTo("mine@example.com");
  }

  @Test
  void tellsTheAppByNameAndByIdAndItsTierInTheVariant() {
    JsonObject app = json(heroku.get("/apps/mine"));
    var sdk =
        request("/apps/" + app.getString("id"))
            .setHeader("Accept", "application/vnd.heroku+json; version=3.sdk");

    assertThat(app.getString("web_url")).isEqualTo(heroku.app().webUrl().toString());
    assertThat(app.getJsonObject("owner").getString("email")).isEqualTo("mine@example.com");
    assertThat(app.getBoolean("maintenance")).isFalse();
    assertThat(app.containsKey("process_tier")).isFalse();
    assertThat(json(heroku.send(sdk)).getString("process_tier")).isEqualTo("basic");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "0, 0", "'\"1\"', 1", "'\"+1\"', 1", "'\"-2\"', 0", "'\"0\"', 0"})
  void takesEveryFormOfAQuantity(String form, int expected) {
    var answer = heroku.call("PATCH", "/apps/mine/formation/worker", "{\"quantity\":" + form + "}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).getInteger("quantity")).isEqualTo(expected);
    assertThat(heroku.dynos()).hasSize(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"\"", "\"many\"", "1.5", "true", "[]", "{}"})
  void refusesWhatIsNoQuantity(String form) {
    var answer = heroku.call("PATCH", "/apps/mine/formation/worker", "{\"quantity\":" + form + "}");

    assertError(answer, 422, "invalid_params");
  }

  @Test
  void takesASizeAsAnObjectAndAsText() {
    var object =
        heroku.call("PATCH", "/apps/mine/formation/worker", "{\"dyno_size\":{\"name\":\"eco\"}}");
    var text = heroku.call("PATCH", "/apps/mine/formation/worker", "{\"size\":\"standard-1x\"}");
    var unknown = heroku.call("PATCH", "/apps/mine/formation/worker", "{\"size\":\"giant\"}");

    assertThat(json(object).getString("size")).isEqualTo("Eco");
    assertThat(json(text).getJsonObject("dyno_size").getString("name")).isEqualTo("Standard-1X");
    assertError(unknown, 422, "invalid_params");
  }

  @Test
  void scalesSeveralProcessTypesAtOnceOrNone() {
    JsonArray good = new JsonArray().add(update("worker", 1)).add(update("clock", "1"));
    JsonArray bad = new JsonArray().add(update("worker", 0)).add(update("none", 1));

    var scaled = heroku.patch("/apps/mine/formation", new JsonObject().put("updates", good));
    var refused = heroku.patch("/apps/mine/formation", new JsonObject().put("updates", bad));

    assertThat(new JsonArray(scaled.body())).hasSize(2);
    assertError(refused, 404, "not_found");
    assertThat(heroku.dynos()).containsOnlyKeys("worker.1", "clock.1");
  }

  @Test
  void runsOneBasicDynoOfATypeAtMost() {
    var answer = heroku.patch("/apps/mine/formation/worker", new JsonObject().put("quantity", 2));

    assertError(answer, 422, "cannot_run_above_limit");
    assertThat(json(answer).getInteger("limit")).isEqualTo(1);
    assertThat(json(answer).getString("size")).isEqualTo("Basic");
    assertThat(heroku.dynos()).isEmpty();
  }

  @Test
  void runsTwoEcoDynosOfAnAppAtMost(@TempDir Path another) {
    try (HerokuUnderTest eco =
        HerokuUnderTest.start(another, Setup.of(PROCFILE).with(DynoSize.ECO))) {
      JsonArray three =
          new JsonArray().add(update("worker", 1)).add(update("clock", 1)).add(update("mailer", 1));

      var answer = eco.patch("/apps/mine/formation", new JsonObject().put("updates", three));

      assertError(answer, 422, "cannot_run_above_limit");
      assertThat(json(answer).getInteger("limit")).isEqualTo(2);
      assertThat(eco.dynos()).isEmpty();
    }
  }

  @Test
  void restartsOneDynoUnderItsNameWithANewId() {
    heroku.app().formation().scale("worker", 1);
    Dyno old = heroku.app().formation().dynos().getFirst();

    var answer = heroku.call("DELETE", "/apps/mine/dynos/worker.1", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(heroku.app().formation().dynos())
        .singleElement()
        .satisfies(dyno -> assertThat(dyno.plan().id()).isNotEqualTo(old.plan().id()));
    await().until(() -> old.gone().isComplete());
  }

  @Test
  void stopsATypeAndStartsItAgainOnRestart() {
    heroku.app().formation().scale("worker", 1);
    await().until(() -> "up".equals(heroku.dynos().get("worker.1")));

    var stopped = heroku.call("POST", "/apps/mine/formations/worker/actions/stop", "");
    await().until(() -> "down".equals(heroku.dynos().get("worker.1")));
    var restarted = heroku.call("DELETE", "/apps/mine/formations/worker", "");

    assertThat(List.of(stopped.statusCode(), restarted.statusCode())).containsOnly(202);
    await().until(() -> "up".equals(heroku.dynos().get("worker.1")));
  }

  @Test
  void doesNotKnowADynoThatIsNotThere() {
    assertError(heroku.call("DELETE", "/apps/mine/dynos/worker.1", ""), 404, "not_found");
    assertError(
        heroku.call("POST", "/apps/mine/formations/worker/actions/stop", ""), 404, "not_found");
  }

  @Test
  void runsAOneOffDynoUntilItEnds() {
    JsonObject body = new JsonObject().put("command", "echo done").put("attach", false);

    var answer = heroku.call("POST", "/apps/mine/dynos", body.encode());

    String name = json(answer).getString("name");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(name).startsWith("run.");
    await().until(() -> !heroku.dynos().containsKey(name));
    await()
        .untilAsserted(() ->
            assertThat(heroku.app().log().recent(name)).anyMatch(line -> line.endsWith("done")));
  }

  @Test
  void endsAOneOffDynoWhenItsTimeIsOver() {
    JsonObject body = new JsonObject().put("command", "sleep 1000").put("time_to_live", 1);

    String name = json(heroku.call("POST", "/apps/mine/dynos", body.encode())).getString("name");

    await().until(() -> !heroku.dynos().containsKey(name));
  }

  @Test
  void makesAReleaseAndRestartsAllDynosOnAConfigVar() {
    heroku.app().formation().scale("worker", 1);
    Dyno old = heroku.app().formation().dynos().getFirst();
    JsonObject change = new JsonObject().put("COLOUR", "red").putNull("JAVA_OPTS");

    JsonObject vars = json(heroku.patch("/apps/mine/config-vars", change));

    assertThat(vars.getString("COLOUR")).isEqualTo("red");
    assertThat(vars.containsKey("JAVA_OPTS")).isFalse();
    assertThat(json(heroku.get("/apps/mine/config-vars"))).isEqualTo(vars);
    Dyno replaced = heroku.app().formation().dynos().getFirst();
    assertThat(replaced.plan().release()).isEqualTo(old.plan().release() + 1);
  }

  @Test
  void handsOutReleasesPageByPage() {
    var first =
        heroku.send(
            request("/apps/mine/releases").header("Range", "version ..; max=1, order=desc"));
    String next = first.headers().firstValue("Next-Range").orElseThrow();
    var second = heroku.send(request("/apps/mine/releases").header("Range", next));

    assertThat(first.statusCode()).isEqualTo(206);
    assertThat(versions(first)).containsExactly(2);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(versions(second)).containsExactly(1);
  }

  @Test
  void tellsTheQuotaToItsAccountOnly() {
    String id = json(heroku.get("/account")).getString("id");
    String variant = "application/vnd.heroku+json; version=3.account-quotas";

    var own =
        heroku.send(request("/accounts/" + id + "/actions/get-quota").setHeader("Accept", variant));
    var none =
        heroku.send(request("/accounts/none/actions/get-quota").setHeader("Accept", variant));

    assertThat(json(own).getInteger("account_quota")).isEqualTo(3_600_000);
    assertThat(json(own).getJsonArray("apps")).hasSize(1);
    assertError(none, 404, "not_found");
  }

  @Test
  void changesNothingOfAnAppButItsMaintenance() {
    var on = heroku.patch("/apps/mine", new JsonObject().put("maintenance", true));
    var name = heroku.patch("/apps/mine", new JsonObject().put("name", "another"));

    assertThat(json(on).getBoolean("maintenance")).isTrue();
    assertError(name, 422, "invalid_params");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"text\"", "7"})
  void refusesABodyThatIsNoObject(String body) {
    assertError(heroku.call("PATCH", "/apps/mine/formation/worker", body), 422, "invalid_params");
  }

  private HttpRequest.Builder request(String path) {
    return heroku.request(path);
  }

  private static JsonObject update(String type, Object quantity) {
    return new JsonObject().put("type", type).put("quantity", quantity);
  }

  private static List<Integer> versions(HttpResponse<String> answer) {
    return new JsonArray(answer.body())
        .stream().map(item -> ((JsonObject) item).getInteger("version")).toList();
  }

  private static long remaining(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("RateLimit-Remaining").orElseThrow();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }

  private static void assertError(HttpResponse<String> answer, int status, String id) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).getString("id")).isEqualTo(id);
    assertThat(json(answer).getString("message")).isNotBlank();
  }
}
