package hma.master.api;

import static hma.master.api.ServedApi.code;
import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.FakeSwitchovers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP asks of any API: methods, types, validators, keys, headers. */
class HttpRulesTest {
  private static final String TO_SLAVE = "{\"to\":\"slave\"}";

  @RegisterExtension final ServedApi api = new ServedApi();

  private HttpResponse<String> post(String body, String key) throws Exception {
    return api.send(
        "POST",
        MasterApi.SWITCHOVERS,
        body,
        "Content-Type",
        "application/json",
        "Authorization",
        api.bearer(Scope.SWITCHOVER),
        "Idempotency-Key",
        key);
  }

  @Test
  void answersHeadAsGetWithoutTheBody() throws Exception {
    HttpResponse<String> get = api.get(MasterApi.STATUS);
    HttpResponse<String> head = api.send("HEAD", MasterApi.STATUS, "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : new String[] {"content-type", "etag"}) {
      assertThat(head.headers().firstValue(name))
          .isEqualTo(get.headers().firstValue(name))
          .isPresent();
    }
    assertThat(api.send("HEAD", MasterApi.STATUS + "/none", "").statusCode()).isEqualTo(404);
    assertThat(api.send("HEAD", "/api/v1/events", "").headers().firstValue("content-type"))
        .contains("text/event-stream");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/status, 'GET, HEAD, OPTIONS'",
    "/api/v1/switchovers, 'GET, HEAD, OPTIONS, POST'",
    "/api/v1/switchovers/x, 'DELETE, GET, HEAD, OPTIONS'",
    "/api/v1/pause, 'DELETE, OPTIONS, PUT'",
    "/openapi.yaml, 'GET, HEAD, OPTIONS'"
  })
  void saysWhichMethodsThereAre(String path, String methods) throws Exception {
    HttpResponse<String> options = api.send("OPTIONS", path, "");
    HttpResponse<String> other = api.send("PATCH", path, "");

    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).contains(methods);
    assertThat(other.statusCode()).isEqualTo(405);
    assertThat(other.headers().firstValue("allow")).contains(methods);
    assertThat(code(other)).isEqualTo("method-not-allowed");
  }

  @Test
  void knowsNoMethodsOfWhatIsNotThere() throws Exception {
    assertThat(code(api.send("OPTIONS", "/api/v2/status", ""))).isEqualTo("not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/status, text/html, 406",
    "/api/v1/status, application/json;q=0.5, 200",
    "/api/v1/status, application/*, 200",
    "/api/v1/status, */*, 200",
    "/api/v1/events, application/json, 406"
  })
  void answersInTypesThatAreAccepted(String path, String accepted, int status) throws Exception {
    HttpResponse<String> response = api.get(path, "Accept", accepted);

    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void sendsTheStatusOnceForEachStateOfIt() throws Exception {
    String tag = api.get(MasterApi.STATUS).headers().firstValue("etag").orElseThrow();

    for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      HttpResponse<String> again = api.get(MasterApi.STATUS, "If-None-Match", known);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("etag")).contains(tag);
    }
    post(TO_SLAVE, "a-key");
    HttpResponse<String> changed = api.get(MasterApi.STATUS, "If-None-Match", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("etag").orElseThrow()).isNotEqualTo(tag);
  }

  @Test
  void beginsOneUnderOneKey() throws Exception {
    HttpResponse<String> first = post(TO_SLAVE, "a-key");
    HttpResponse<String> again = post(TO_SLAVE, "a-key");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"))
        .isPresent();
    assertThat(api.running().switchovers().requests()).hasSize(1);
    assertThat(code(post("{\"to\":\"slave\",\"from\":\"master\"}", "a-key")))
        .isEqualTo("idempotency-key-reused");
    assertThat(code(post(TO_SLAVE, "another-key"))).isEqualTo("switchover-running");
  }

  @Test
  void keepsNothingOfWhatWasRefused() throws Exception {
    assertThat(code(post("{\"to\":\"master\"}", "a-key"))).isEqualTo("already-active");

    assertThat(post(TO_SLAVE, "a-key").statusCode()).isEqualTo(202);
  }

  @Test
  void forgetsAKeyAfterADay() throws Exception {
    post(TO_SLAVE, "a-key");
    api.clock().move(Duration.ofHours(25));

    assertThat(code(post(TO_SLAVE, "a-key"))).isEqualTo("switchover-running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", ""})
  void refusesAKeyThatIsNone(String key) throws Exception {
    assertThat(code(post(TO_SLAVE, key))).isEqualTo("bad-parameter");
    assertThat(code(post(TO_SLAVE, "k".repeat(256)))).isEqualTo("bad-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {MasterApi.STATUS, "/nothing", "/openapi.yaml"})
  void tellsBrowsersWhatItIsNotFor(String path) throws Exception {
    HttpResponse<String> response = api.get(path);

    assertThat(response.headers().map())
        .containsKeys(
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-resource-policy");
    assertThat(response.headers().firstValue("strict-transport-security")).isEmpty();
    assertThat(
            api.get(path, "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("strict-transport-security"))
        .isPresent();
    assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void tellsWhyOnlySoOften() throws Exception {
    for (int i = 0; i < FailedAttempts.BURST; i++) {
      assertThat(api.get(MasterApi.STATUS, "Authorization", "Bearer no").statusCode())
          .isEqualTo(401);
    }

    HttpResponse<String> refused = api.get(MasterApi.STATUS, "Authorization", "Bearer no");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(code(refused)).isEqualTo("too-many-refused-tokens");
    assertThat(refused.headers().firstValue("retry-after")).contains("6");
    String good = api.bearer(Scope.READ);
    assertThat(api.get(MasterApi.STATUS, "Authorization", good).statusCode()).isEqualTo(200);
    String other = "1.2.3.4, 5.6.7.8";
    assertThat(
            api.get(MasterApi.STATUS, "Authorization", "Bearer no", "X-Forwarded-For", other)
                .statusCode())
        .isEqualTo(401);
    api.clock().move(FailedAttempts.PAUSE);
    assertThat(api.get(MasterApi.STATUS, "Authorization", "Bearer no").statusCode()).isEqualTo(401);
    assertThat(api.get(MasterApi.STATUS, "Authorization", "Bearer no").statusCode()).isEqualTo(429);
  }

  @Test
  void showsNothingToAnybodyWhereItIsPrivate() throws Exception {
    api.becomePrivate();
    for (String path :
        new String[] {
          MasterApi.STATUS,
          "/api/v1/events",
          MasterApi.SWITCHOVERS,
          MasterApi.SWITCHOVERS + "/" + FakeSwitchovers.ID,
          MasterApi.SWITCHOVERS + "/" + FakeSwitchovers.ID + "/events",
          MasterApi.PLAN,
          MasterApi.PREFLIGHTS + "/x",
          MasterApi.FENCE_CHANGES + "/x"
        }) {
      assertThat(api.get(path).statusCode()).as(path).isEqualTo(401);
    }

    String token = api.bearer(Scope.READ);
    assertThat(api.get(MasterApi.STATUS, "Authorization", token).statusCode()).isEqualTo(200);
    assertThat(api.get(MasterApi.STATUS, "Authorization", token).statusCode()).isEqualTo(200);
  }
}
