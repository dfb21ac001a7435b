package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.master.support.FakeFences;
import hma.master.support.HandMadeToken;
import hma.master.support.RunningApi;
import hma.master.support.TestClock;
import hma.master.switchover.FenceChange;
import hma.signing.SigningKeys;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenceChangesApiTest {
  private static final String CHANGES = "/api/v1/fence-changes";
  private static final Secret SHARED = RunningApi.SHARED;
  private static final byte[] KEY = SigningKeys.of(SHARED, Optional.empty()).tokenKey();

  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T00:00:00.500Z"));
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(clock);
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    api.close();
  }

  @Test
  void opensTheStandbyAndShowsWhatCameOfIt() throws Exception {
    HttpResponse<String> begun =
        post("{\"change\":\"open\",\"ttl\":\"2h\",\"by\":\"Ada\"}", "admin");

    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(begun.headers().firstValue("location")).contains(CHANGES + "/" + FakeFences.ID);
    assertThat(new JsonObject(begun.body()).getString("state")).isEqualTo("RUNNING");
    assertThat(api.fences().asked())
        .containsExactly(new FenceChange.Open(Duration.ofHours(2), "Ada"));
    assertThat(new JsonObject(get(FakeFences.ID).body()))
        .isEqualTo(
            new JsonObject(
                """
                {"id":"20261121-000000-0badcafe","change":"open","state":"DONE",
                 "startedAt":"2026-11-21T00:00:00Z","endedAt":"2026-11-21T00:00:00Z",
                 "openUntil":"2026-11-21T02:00:00Z",
                 "sides":[{"side":"slave","relations":12,"failure":null}],"failure":null}
                """));
  }

  @Test
  void opensForTenMinutesWhereNoTimeIsGiven() throws Exception {
    post("{\"change\":\"open\"}", "admin");

    assertThat(api.fences().asked())
        .containsExactly(new FenceChange.Open(Duration.ofMinutes(10), null));
  }

  @Test
  void closesAndLifts() throws Exception {
    assertThat(post("{\"change\":\"close\"}", "admin").statusCode()).isEqualTo(202);
    assertThat(post("{\"change\":\"lift\",\"confirm\":true}", "admin").statusCode()).isEqualTo(202);

    assertThat(api.fences().asked())
        .containsExactly(new FenceChange.Close(), new FenceChange.Lift());
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "switchover"})
  void needsATokenThatMayOverrule(String scope) throws Exception {
    assertProblem(post("{\"change\":\"close\"}", scope), 403, "insufficient-scope");
    assertThat(api.fences().asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|not a JSON object",
        "{}|'change' is missing",
        "{\"change\":7}|'change' must be text",
        "{\"change\":\"OPEN\"}|\"open\", \"close\" or \"lift\"",
        "{\"change\":\"open\",\"ttl\":\"0s\"}|from 1s to 24h",
        "{\"change\":\"open\",\"ttl\":\"25h\"}|from 1s to 24h",
        "{\"change\":\"open\",\"ttl\":600}|'ttl' must be text",
        "{\"change\":\"open\",\"by\":\"a\\nb\"}|control characters",
        "{\"change\":\"open\",\"by\":\" \"}|1 to 80 characters",
        "{\"change\":\"open\",\"confirm\":true}|'confirm' is unknown",
        "{\"change\":\"close\",\"ttl\":\"1s\"}|'ttl' is unknown",
        "{\"change\":\"lift\"}|\"confirm\":true",
        "{\"change\":\"lift\",\"confirm\":\"yes\"}|\"confirm\":true"
      })
  void namesWhatIsWrongWithABody(String body, String named) throws Exception {
    HttpResponse<String> response = post(body, "admin");

    assertProblem(response, 422, "bad-request-body");
    assertThat(new JsonObject(response.body()).getString("detail")).contains(named);
    assertThat(api.fences().asked()).isEmpty();
  }

  @Test
  void rendersARefusalAndAnUnknownChange() throws Exception {
    api.fences().refuse();

    assertProblem(post("{\"change\":\"close\"}", "admin"), 409, "switchover-running");
    assertProblem(get("20261121-000000-00000000"), 404, "unknown-fence-change");
  }

  private HttpResponse<String> post(String body, String scope) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve(CHANGES))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + HandMadeToken.of(scope, clock).signed(KEY))
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.address().resolve(CHANGES + "/" + id))
            .header("Content-Type", "application/json")
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
    assertThat(new JsonObject(response.body()).getString("code")).isEqualTo(code);
  }
}
