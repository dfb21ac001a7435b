package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.support.FakeFences;
import hma.master.switchover.FenceChange;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FenceChangesApiTest {
  private static final String CHANGES = "/api/v1/fence-changes";

  @RegisterExtension final ServedApi api = new ServedApi();

  @Test
  void opensTheStandbyAndShowsWhatCameOfIt() throws Exception {
    HttpResponse<String> begun =
        post("{\"change\":\"open\",\"ttl\":\"2h\",\"by\":\"Ada\"}", Scope.ADMIN);

    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(begun.headers().firstValue("location")).contains(CHANGES + "/" + FakeFences.ID);
    assertThat(new JsonObject(begun.body()).getString("state")).isEqualTo("RUNNING");
    assertThat(api.running().fences().asked())
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
    post("{\"change\":\"open\"}", Scope.ADMIN);

    assertThat(api.running().fences().asked())
        .containsExactly(new FenceChange.Open(Duration.ofMinutes(10), null));
  }

  @Test
  void closesAndLifts() throws Exception {
    assertThat(post("{\"change\":\"close\"}", Scope.ADMIN).statusCode()).isEqualTo(202);
    assertThat(post("{\"change\":\"lift\",\"confirm\":true}", Scope.ADMIN).statusCode())
        .isEqualTo(202);

    assertThat(api.running().fences().asked())
        .containsExactly(new FenceChange.Close(), new FenceChange.Lift());
  }

  @ParameterizedTest
  @EnumSource(value = Scope.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
  void needsATokenThatMayOverrule(Scope scope) throws Exception {
    assertProblem(post("{\"change\":\"close\"}", scope), 403, "insufficient-scope");
    assertThat(api.running().fences().asked()).isEmpty();
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
    HttpResponse<String> response = post(body, Scope.ADMIN);

    assertProblem(response, 422, "bad-request-body");
    assertThat(new JsonObject(response.body()).getString("detail")).contains(named);
    assertThat(api.running().fences().asked()).isEmpty();
  }

  @Test
  void rendersARefusalAndAnUnknownChange() throws Exception {
    api.running().fences().refuse();

    assertProblem(post("{\"change\":\"close\"}", Scope.ADMIN), 409, "switchover-running");
    assertProblem(get("20261121-000000-00000000"), 404, "unknown-fence-change");
  }

  private HttpResponse<String> post(String body, Scope scope) throws Exception {
    return api.act("POST", CHANGES, body, scope);
  }

  private HttpResponse<String> get(String id) throws Exception {
    return api.get(CHANGES + "/" + id);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
    assertThat(ServedApi.code(response)).isEqualTo(code);
  }
}
