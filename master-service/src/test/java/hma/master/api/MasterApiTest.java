package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.FakeSwitchovers;
import hma.master.support.HandMadeToken;
import hma.master.support.RecordedLog;
import hma.master.support.RunningApi;
import hma.master.support.TestClock;
import hma.master.switchover.SwitchoverRequest;
import hma.protocol.Side;
import hma.signing.SigningKeys;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterApiTest {
  private static final String TO_SLAVE = "{\"to\":\"slave\"}";
  private static final String STATUS = "/api/v1/status";
  private static final String SWITCHOVERS = "/api/v1/switchovers";
  private static final String REFRESHES = "/api/v1/refreshes";
  private static final String SWITCHOVER = SWITCHOVERS + "/" + FakeSwitchovers.ID;
  private static final byte[] KEY = SigningKeys.of(RunningApi.SHARED, Optional.empty()).tokenKey();
  private static final byte[] PREVIOUS_KEY =
      SigningKeys.of(RunningApi.PREVIOUS, Optional.empty()).tokenKey();

  @RegisterExtension final ServedApi api = new ServedApi();

  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void showsTheStatusToAnybody() throws Exception {
    HttpResponse<String> response = get(STATUS, "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("cache-control")).contains("private, no-cache");
    assertThat(new JsonObject(response.body()))
        .isEqualTo(
            new JsonObject(
                """
                {"active":"master","state":"IDLE","epoch":7,"activeSince":"2026-11-21T00:00:00Z",
                 "apps":{"master":"my-master","slave":"my-slave"},
                 "standby":{"freshAsOf":"2026-11-21T00:00:00Z","openUntil":null},
                 "next":{"at":"2026-12-01T00:00:00Z","to":"master"},"paused":null,
                 "switchover":null,
                 "quotas":[{"side":"master","totalHours":1000.0,"leftHours":423.5}],
                 "alarms":[{"code":"capture-left","message":"triggers are left: see doctor",
                            "since":"2026-11-21T00:00:00Z"}]}
                """));
  }

  @Test
  void showsWhatWasBegunLastWithALinkToTheNextPage() throws Exception {
    HttpResponse<String> page = get(SWITCHOVERS + "?limit=1", "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(page.body()).getJsonArray("switchovers")).hasSize(1);
    assertThat(page.headers().firstValue("link"))
        .contains(
            "<%s?limit=1&before=%s>; rel=\"next\"".formatted(SWITCHOVERS, FakeSwitchovers.ID));
    HttpResponse<String> last = get(SWITCHOVERS + "?before=" + FakeSwitchovers.ID, "");
    assertThat(new JsonObject(last.body()).getValue("before")).isNull();
    assertThat(last.headers().firstValue("link")).isEmpty();
    HttpResponse<String> refreshes = get(SWITCHOVERS + "?kind=refresh&limit=2", "");
    assertThat(new JsonObject(refreshes.body()).getJsonArray("switchovers")).hasSize(1);
    assertThat(get(SWITCHOVERS + "?kind=failover", "").statusCode()).isEqualTo(422);
    assertThat(get(SWITCHOVERS + "?limit=101", "").statusCode()).isEqualTo(422);
    assertThat(get(SWITCHOVERS + "?before=a&before=b", "").statusCode()).isEqualTo(422);
  }

  @Test
  void beginsASwitchover() throws Exception {
    HttpResponse<String> response = post("{\"to\":\"slave\",\"from\":\"master\"}", token());

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("location")).contains(SWITCHOVER);
    assertThat(api.running().switchovers().requests())
        .containsExactly(new SwitchoverRequest(Side.SLAVE, Optional.of(Side.MASTER)));
    JsonObject body = new JsonObject(response.body());
    assertThat(body.fieldNames())
        .containsExactly(
            "id",
            "kind",
            "from",
            "to",
            "state",
            "goingBack",
            "outageMs",
            "stopMs",
            "cutOverMs",
            "bootMs",
            "rows",
            "bytes",
            "verified",
            "freshAsOf",
            "expected",
            "tables",
            "moving",
            "steps",
            "failure",
            "startedAt",
            "finishedAt");
    assertThat(body.getString("from")).isEqualTo("master");
    assertThat(body.getString("to")).isEqualTo("slave");
    assertThat(body.getString("state")).isEqualTo("PREPARING");
    assertThat(body.getValue("outageMs")).isNull();
  }

  @Test
  void showsASwitchoverToAnybody() throws Exception {
    post(TO_SLAVE, token());

    HttpResponse<String> response = get(SWITCHOVER, "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(response.body()).getString("id")).isEqualTo(FakeSwitchovers.ID);
    assertThat(new JsonObject(get(STATUS, "").body()).getJsonObject("switchover")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void beginsARefreshThatIsShownBesideTheSwitchovers(String body) throws Exception {
    HttpResponse<String> begun = send("POST", REFRESHES, body, token());
    HttpResponse<String> again = send("POST", REFRESHES, body, token());

    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(begun.headers().firstValue("location")).contains(SWITCHOVER);
    assertThat(new JsonObject(begun.body()).getString("kind")).isEqualTo("refresh");
    assertThat(new JsonObject(get(SWITCHOVER, "").body()).getString("kind")).isEqualTo("refresh");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(again.body()).getString("code")).isEqualTo("refresh-running");
  }

  @Test
  void beginsNoRefreshForWhoMayNotOrAsksForMore() throws Exception {
    assertThat(send("POST", REFRESHES, "", "").statusCode()).isEqualTo(401);
    assertThat(send("POST", REFRESHES, "{\"to\":\"slave\"}", token()).statusCode()).isEqualTo(422);
    assertThat(new JsonObject(get(STATUS, "").body()).getJsonObject("switchover")).isNull();
  }

  @Test
  void callsASwitchoverOff() throws Exception {
    post(TO_SLAVE, token());

    HttpResponse<String> response = send("DELETE", SWITCHOVER, "", token());

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("location")).contains(SWITCHOVER);
    assertThat(api.running().switchovers().cancelled()).containsExactly(FakeSwitchovers.ID);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"to\":\"master\"}', already-active",
    "'{\"to\":\"slave\"}', switchover-running",
    "'{\"to\":\"master\",\"from\":\"slave\"}', not-active"
  })
  void rendersAConflict(String body, String code) throws Exception {
    if (code.equals("switchover-running")) {
      post(TO_SLAVE, token());
    }

    assertProblem(post(body, token()), 409, code);
  }

  @Test
  void saysThatASwitchoverIsUnknown() throws Exception {
    assertProblem(get(SWITCHOVERS + "/nothing", ""), 404, "unknown-switchover");
    assertProblem(send("DELETE", SWITCHOVERS + "/nothing", "", token()), 404, "unknown-switchover");
  }

  @Test
  void saysWhenToAskAgain() throws Exception {
    api.running().switchovers().fallSilent();

    HttpResponse<String> response = get(SWITCHOVER, "");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("journal-unreachable");
    assertThat(new JsonObject(response.body()).getBoolean("retryable")).isTrue();
    assertThat(response.headers().firstValue("retry-after")).contains("5");
  }

  @Test
  void hasNoStatusBeforeItKnowsWhatIsUnfinished() throws Exception {
    api.running().switchovers().loseLead();

    HttpResponse<String> response = get(STATUS, "");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("not-ready");
    assertThat(response.headers().firstValue("retry-after")).contains("5");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/events",
    "GET, /api/v1/plan",
    "GET, /api/v1/switchovers",
    "GET, /api/v1/preflights/x",
    "POST, /api/v1/switchovers",
    "POST, /api/v1/preflights",
    "DELETE, /api/v1/pause"
  })
  void sendsWhoAsksAStandInToTheLeader(String method, String path) throws Exception {
    api.running().switchovers().standIn(1);
    String token = token();

    HttpResponse<String> response =
        send(method, path, method.equals("POST") ? TO_SLAVE : "", token);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(ServedApi.code(response)).isEqualTo("not-ready");
    assertThat(response.headers().firstValue("retry-after")).isPresent();
    assertThat(post(TO_SLAVE, token).statusCode()).as("the token has not acted").isEqualTo(202);
  }

  @Test
  void saysThatAPathIsUnknown() throws Exception {
    assertProblem(get("/api/v1/nothing", ""), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/status, 'GET, HEAD, OPTIONS'",
    "DELETE, /api/v1/switchovers, 'GET, HEAD, OPTIONS, POST'",
    "PUT, /api/v1/switchovers/x, 'DELETE, GET, HEAD, OPTIONS'"
  })
  void namesTheMethodsThatAPathHas(String method, String path, String allowed) throws Exception {
    HttpResponse<String> response = send(method, path, "", token());

    assertProblem(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("allow")).contains(allowed);
  }

  @Test
  void refusesToActWithoutAToken() throws Exception {
    HttpResponse<String> response = post(TO_SLAVE, "");

    assertProblem(response, 401, "unauthorized");
    assertThat(response.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"hma\", scope=\"switchover\"");
    assertThat(api.running().switchovers().requests()).isEmpty();
    assertProblem(send("DELETE", SWITCHOVER, "", ""), 401, "unauthorized");
  }

  static Stream<Arguments> badTokens() {
    return Stream.of(
        bad("another key", good().signed(new byte[32])),
        bad(
            "the shared key itself",
            good().signed(RunningApi.SHARED.reveal().getBytes(StandardCharsets.UTF_8))),
        bad("no signature", good().unsigned()),
        bad("an empty signature", good().unsigned() + "."),
        bad("alg none", good().algorithm("none", "HmacSHA256").unsigned() + "."),
        bad("alg none, signed", good().algorithm("none", "HmacSHA256").signed(KEY)),
        bad("HS384", good().algorithm("HS384", "HmacSHA384").signed(KEY)),
        bad("HS512", good().algorithm("HS512", "HmacSHA512").signed(KEY)),
        bad("RS256", good().algorithm("RS256", "HmacSHA256").signed(KEY)),
        bad("HS256 by another name", good().algorithm("hs256", "HmacSHA256").signed(KEY)),
        bad("a changed signature", flipped(good().signed(KEY))),
        bad("a fourth part", good().signed(KEY) + ".x"),
        bad("another issuer", good().with("iss", "somebody").signed(KEY)),
        bad("an issuer that is no text", good().with("iss", 7).signed(KEY)),
        bad("no JSON", "x.y." + "z".repeat(43)),
        bad("nothing", ""),
        bad("far too long", good().with("x", "y".repeat(5000)).signed(KEY)),
        bad("aud missing", good().without("aud").signed(KEY)),
        bad("aud of another", good().with("aud", "hmac").signed(KEY)),
        bad("aud a list without us", good().with("aud", new JsonArray().add("x")).signed(KEY)),
        bad("aud a number", good().with("aud", 1).signed(KEY)),
        bad("scope missing", good().without("scope").signed(KEY)),
        bad("scope a list", good().with("scope", new JsonArray().add("admin")).signed(KEY)),
        bad("jti missing", good().without("jti").signed(KEY)),
        bad("jti empty", good().with("jti", "").signed(KEY)),
        bad("jti a number", good().with("jti", 7).signed(KEY)),
        bad("jti too long", good().with("jti", "x".repeat(129)).signed(KEY)),
        bad("iat missing", good().without("iat").signed(KEY)),
        bad("iat text", good().with("iat", "now").signed(KEY)),
        bad("iat negative", good().with("iat", -1).signed(KEY)),
        bad("iat 61 s in the future", good().moved("iat", 61).signed(KEY)),
        bad("exp missing", good().without("exp").signed(KEY)),
        bad("exp text", good().with("exp", "later").signed(KEY)),
        bad("exp huge", good().with("exp", 1e300).signed(KEY)),
        bad("exp passed", good().moved("iat", -300).moved("exp", -300).signed(KEY)),
        bad("exp before iat", good().moved("iat", 50).moved("exp", -290).signed(KEY)),
        bad("exp 15 minutes and a second after iat", good().moved("exp", 601).signed(KEY)),
        bad("nbf in the future", good().with("nbf", 1_900_000_000).signed(KEY)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void refusesATokenWith(String what, String token) throws Exception {
    HttpResponse<String> response = send("POST", SWITCHOVERS, TO_SLAVE, "Bearer " + token);

    assertProblem(response, 401, "unauthorized");
    assertThat(response.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"hma\", error=\"invalid_token\", scope=\"switchover\"");
    assertThat(api.running().switchovers().requests()).isEmpty();
    assertThat(get(STATUS, "Bearer " + token).statusCode()).isEqualTo(401);
    if (token.length() > 40) {
      assertThat(response.body()).doesNotContain(token);
      assertThat(log.lines()).noneMatch(line -> line.contains(token));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "exp, later, exp must be there",
    "iat, , iat must be there",
    "nbf, x, nbf must be there",
    "scope, , scope must be there"
  })
  void saysWhichClaimIsWrong(String claim, String value, String named) throws Exception {
    HttpResponse<String> response =
        post(TO_SLAVE, bearer(value == null ? good().without(claim) : good().with(claim, value)));

    assertThat(new JsonObject(response.body()).getString("detail")).contains(named);
  }

  @Test
  void refusesExtensionsThatItWouldHaveToUnderstand() throws Exception {
    HttpResponse<String> response =
        post(TO_SLAVE, bearer(good().header("crit", new JsonArray().add("b64"))));

    assertProblem(response, 401, "unauthorized");
    assertThat(new JsonObject(response.body()).getString("detail")).contains("without crit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic aG1hOmhtYQ==", "Bearer", "Token x", "bearer"})
  void refusesOtherKindsOfAuthorization(String authorization) throws Exception {
    assertProblem(send("POST", SWITCHOVERS, TO_SLAVE, authorization), 401, "unauthorized");
    assertProblem(get(STATUS, authorization), 401, "unauthorized");
  }

  @Test
  void refusesTwoTokensAtOnce() throws Exception {
    HttpResponse<String> response =
        api.send(
            "POST",
            SWITCHOVERS,
            TO_SLAVE,
            "Content-Type",
            "application/json",
            "Authorization",
            token(),
            "Authorization",
            token());

    assertProblem(response, 401, "unauthorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "", "write", "SWITCHOVER", "switchovers", "read\tswitchover"})
  void refusesToActWithTooSmallAScope(String scope) throws Exception {
    HttpResponse<String> response = post(TO_SLAVE, bearer(good().with("scope", scope)));

    assertProblem(response, 403, "insufficient-scope");
    assertThat(response.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"hma\", error=\"insufficient_scope\", scope=\"switchover\"");
    assertThat(api.running().switchovers().requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"switchover", "admin", "read switchover", "openid admin"})
  void actsWithAScopeThatCoversIt(String scope) throws Exception {
    assertThat(post(TO_SLAVE, bearer(good().with("scope", scope))).statusCode()).isEqualTo(202);
  }

  @Test
  void acceptsWhatTheRulesStillAllow() throws Exception {
    HandMadeToken widest =
        good()
            .with("aud", new JsonArray().add("other").add("hma"))
            .moved("iat", 60)
            .moved("exp", 660)
            .with("jti", "x".repeat(128));

    assertThat(post(TO_SLAVE, bearer(widest)).statusCode()).isEqualTo(202);
  }

  @Test
  void acceptsATokenUnderThePreviousKey() throws Exception {
    String token = "Bearer " + good().signed(PREVIOUS_KEY);

    assertThat(post(TO_SLAVE, token).statusCode()).isEqualTo(202);
  }

  @Test
  void acceptsTheSchemeInAnyCase() throws Exception {
    assertThat(post(TO_SLAVE, "bearer " + good().signed(KEY)).statusCode()).isEqualTo(202);
  }

  @Test
  void acceptsATokenForActingOnce() throws Exception {
    String token = token();
    assertThat(post(TO_SLAVE, token).statusCode()).isEqualTo(202);

    HttpResponse<String> again = post(TO_SLAVE, token);
    HttpResponse<String> elsewhere = send("DELETE", SWITCHOVER, "", token);

    assertProblem(again, 401, "unauthorized");
    assertThat(new JsonObject(again.body()).getString("detail")).contains("used already");
    assertProblem(elsewhere, 401, "unauthorized");
    assertThat(api.running().switchovers().requests()).hasSize(1);
  }

  @Test
  void acceptsATokenForLookingAsOftenAsOneLooks() throws Exception {
    String token = bearer(good().with("scope", "read"));

    assertThat(get(STATUS, token).statusCode()).isEqualTo(200);
    assertThat(get(STATUS, token).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesATokenOnceItHasExpired() throws Exception {
    String token = token();
    api.clock().move(Duration.ofMinutes(5));

    assertProblem(post(TO_SLAVE, token), 401, "unauthorized");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|not a JSON object",
        "{|not JSON",
        "{\"to\":\"slave\"} x|not JSON",
        "{\"to\":\"slave\",\"to\":\"master\"}|a field twice",
        "[]|not a JSON object",
        "\"slave\"|not a JSON object",
        "null|not a JSON object",
        "{}|'to' is missing",
        "{\"from\":\"master\"}|'to' is missing",
        "{\"to\":null}|'to' is null",
        "{\"to\":7}|'to' is 7",
        "{\"to\":\"SLAVE\"}|'to' is \"SLAVE\"",
        "{\"to\":\"left\"}|'to' is \"left\"",
        "{\"to\":[\"slave\"]}|'to' is [\"slave\"]",
        "{\"to\":\"slave\",\"from\":\"right\"}|'from' is \"right\"",
        "{\"to\":\"slave\",\"from\":\"slave\"}|both slave",
        "{\"to\":\"slave\",\"force\":true}|'force' is unknown"
      })
  void namesWhatIsWrongWithABody(String body, String named) throws Exception {
    HttpResponse<String> response = post(body, token());

    assertProblem(response, 422, "bad-request-body");
    assertThat(new JsonObject(response.body()).getString("detail")).contains(named);
    assertThat(api.running().switchovers().requests()).isEmpty();
  }

  @Test
  void survivesABodyThatIsNestedWithoutEnd() throws Exception {
    assertProblem(post("[".repeat(60_000), token()), 422, "bad-request-body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void refusesABodyThatIsNotDeclaredAsJson(String type) throws Exception {
    HttpResponse<String> response =
        api.send("POST", SWITCHOVERS, TO_SLAVE, "Content-Type", type, "Authorization", token());

    assertProblem(response, 415, "not-json");
  }

  @Test
  void takesABodyOfUpTo64KiB() throws Exception {
    String padding = " ".repeat((64 << 10) - TO_SLAVE.length());

    assertThat(post(TO_SLAVE + padding, token()).statusCode()).isEqualTo(202);
    assertProblem(post(TO_SLAVE + padding + " ", token()), 413, "body-too-large");
    assertProblem(post(" ".repeat(3 << 20), token()), 413, "body-too-large");
  }

  @Test
  void showsNothingOfTheInsideWhenItFails() throws Exception {
    api.running().switchovers().breakDown();

    HttpResponse<String> response = post(TO_SLAVE, token());

    assertProblem(response, 500, "internal");
    assertThat(response.body()).doesNotContain("secret");
  }

  private static Arguments bad(String what, String token) {
    return Arguments.of(what, token);
  }

  /** For the parameters, which are made before the clock of the test is. */
  private static HandMadeToken good() {
    return HandMadeToken.of("switchover", new TestClock(ServedApi.NOW));
  }

  private static String bearer(HandMadeToken token) {
    return "Bearer " + token.signed(KEY);
  }

  private static String token() {
    return bearer(good());
  }

  private static String flipped(String token) {
    int at = token.lastIndexOf('.') + 1;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    return send("GET", path, "", authorization);
  }

  private HttpResponse<String> post(String body, String authorization) throws Exception {
    return send("POST", SWITCHOVERS, body, authorization);
  }

  private HttpResponse<String> send(String method, String path, String body, String authorization)
      throws Exception {
    List<String> headers = new ArrayList<>();
    if (method.equals("POST")) {
      headers.addAll(List.of("Content-Type", "application/json; charset=utf-8"));
    }
    if (!authorization.isEmpty()) {
      headers.addAll(List.of("Authorization", authorization));
    }
    return api.send(method, path, body, headers.toArray(String[]::new));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    JsonObject problem = new JsonObject(response.body());
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("type")).endsWith(code);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    assertThat(problem.getBoolean("retryable")).isFalse();
  }
}
