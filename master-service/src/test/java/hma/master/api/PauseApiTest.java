package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.config.Secret;
import hma.master.support.HandMadeToken;
import hma.master.support.RunningApi;
import hma.master.support.TestClock;
import hma.master.switchover.PauseView;
import hma.signing.SigningKeys;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseApiTest {
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
  void pausesAndShowsWhatItHasUnderstood() throws Exception {
    HttpResponse<String> paused =
        send("PUT", "{\"until\":\"2026-12-24T01:00:00+01:00\",\"by\":\"Ada\"}", "switchover");

    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(paused.body()).getString("until")).isEqualTo("2026-12-24T00:00:00Z");
    PauseView asked = api.pausing().paused();
    assertThat(asked.until()).isEqualTo("2026-12-24T00:00:00Z");
    assertThat(asked.by()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @CsvSource({"''", "{}"})
  void pausesUntilItIsResumedWhereNothingElseIsSaid(String body) throws Exception {
    assertThat(send("PUT", body, "switchover").statusCode()).isEqualTo(200);
    assertThat(api.pausing().paused().until()).isNull();

    HttpResponse<String> resumed = send("DELETE", "", "switchover");

    assertThat(resumed.statusCode()).isEqualTo(204);
    assertThat(api.pausing().paused()).isNull();
  }

  @Test
  void saysWhyItIsNotResumed() throws Exception {
    HttpResponse<String> refused = send("DELETE", "", "switchover");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("paused-by-setting");
  }

  @Test
  void needsATokenThatMayAct() throws Exception {
    assertThat(send("PUT", "{}", "read").statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "", "read").statusCode()).isEqualTo(403);
    assertThat(api.pausing().paused()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|not a JSON object",
        "{\"until\":7}|'until' must be text",
        "{\"until\":\"tomorrow\"}|no moment like 2026-12-24T00:00:00Z",
        "{\"until\":\"2026-12-24\"}|no moment like",
        "{\"until\":\"2026-02-30T00:00:00Z\"}|no moment like",
        "{\"by\":\" \"}|1 to 80 characters",
        "{\"by\":\"a\\nb\"}|control characters",
        "{\"for\":\"3d\"}|'for' is unknown"
      })
  void namesWhatIsWrongWithABody(String body, String named) throws Exception {
    HttpResponse<String> response = send("PUT", body, "switchover");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(response.body()).getString("detail")).contains(named);
    assertThat(api.pausing().paused()).isNull();
  }

  private HttpResponse<String> send(String method, String body, String scope) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.address().resolve("/api/v1/pause"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + HandMadeToken.of(scope, clock).signed(KEY));
    return http.send(
        request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }
}
