package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.switchover.PauseView;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseApiTest {
  @RegisterExtension final ServedApi api = new ServedApi();

  @Test
  void pausesAndShowsWhatItHasUnderstood() throws Exception {
    HttpResponse<String> paused =
        send("PUT", "{\"until\":\"2026-12-24T01:00:00+01:00\",\"by\":\"Ada\"}", Scope.SWITCHOVER);

    assertThat(paused.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(paused.body()).getString("until")).isEqualTo("2026-12-24T00:00:00Z");
    PauseView asked = api.running().pausing().paused();
    assertThat(asked.until()).isEqualTo("2026-12-24T00:00:00Z");
    assertThat(asked.by()).isEqualTo("Ada");
  }

  @ParameterizedTest
  @CsvSource({"''", "{}"})
  void pausesUntilItIsResumedWhereNothingElseIsSaid(String body) throws Exception {
    assertThat(send("PUT", body, Scope.SWITCHOVER).statusCode()).isEqualTo(200);
    assertThat(api.running().pausing().paused().until()).isNull();

    HttpResponse<String> resumed = send("DELETE", "", Scope.SWITCHOVER);

    assertThat(resumed.statusCode()).isEqualTo(204);
    assertThat(api.running().pausing().paused()).isNull();
  }

  @Test
  void saysWhyItIsNotResumed() throws Exception {
    HttpResponse<String> refused = send("DELETE", "", Scope.SWITCHOVER);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(ServedApi.code(refused)).isEqualTo("paused-by-setting");
  }

  @Test
  void needsATokenThatMayAct() throws Exception {
    assertThat(send("PUT", "{}", Scope.READ).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "", Scope.READ).statusCode()).isEqualTo(403);
    assertThat(api.running().pausing().paused()).isNull();
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
    HttpResponse<String> response = send("PUT", body, Scope.SWITCHOVER);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(response.body()).getString("detail")).contains(named);
    assertThat(api.running().pausing().paused()).isNull();
  }

  private HttpResponse<String> send(String method, String body, Scope scope) throws Exception {
    return api.act(method, "/api/v1/pause", body, scope);
  }
}
