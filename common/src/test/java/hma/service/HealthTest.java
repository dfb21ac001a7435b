package hma.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class HealthTest {
  private static final HealthCheck UP = new HealthCheck("up", Future::succeededFuture);

  @Test
  void isReadyWhenEveryCheckIsUp(Vertx vertx) throws Exception {
    HttpResponse<Buffer> response = ask(vertx, "/health/ready", UP);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.bodyAsJsonObject())
        .isEqualTo(new JsonObject().put("status", "UP").put("checks", checks("up", "UP")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isNotReadyWhenOneCheckFailsOrThrows(boolean throwing, Vertx vertx) throws Exception {
    IllegalStateException failure = new IllegalStateException("sesame");
    HealthCheck down =
        new HealthCheck(
            "down",
            () -> {
              if (throwing) {
                throw failure;
              }
              return Future.failedFuture(failure);
            });

    HttpResponse<Buffer> response = ask(vertx, "/health/ready", UP, down);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.bodyAsJsonObject())
        .isEqualTo(
            new JsonObject()
                .put("status", "DOWN")
                .put("checks", checks("up", "UP", "down", "DOWN")));
  }

  @ParameterizedTest
  @CsvSource({"true, 200, UP", "false, 503, DOWN"})
  void showsWhatACheckLetsAnybodyRead(boolean up, int status, String word, Vertx vertx)
      throws Exception {
    JsonObject data = new JsonObject().put("settling", "urgent");
    HealthCheck telling =
        new HealthCheck("telling", () -> Future.succeededFuture(new HealthCheck.Finding(up, data)));

    HttpResponse<Buffer> response = ask(vertx, "/health/ready", telling);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.bodyAsJsonObject().getJsonArray("checks").getJsonObject(0))
        .isEqualTo(new JsonObject().put("name", "telling").put("status", word).put("data", data));
  }

  @Test
  void tellsNobodyWhyWhereThatIsPrivate(Vertx vertx) throws Exception {
    JsonObject data = new JsonObject().put("settling", "urgent");
    HealthCheck telling =
        new HealthCheck(
            "telling", () -> Future.succeededFuture(new HealthCheck.Finding(false, data)));

    HttpResponse<Buffer> response = ask(vertx, "/health/ready", telling.silent());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.bodyAsJsonObject().getJsonArray("checks"))
        .isEqualTo(checks("telling", "DOWN"));
  }

  @Test
  void livesWhateverTheChecksSay(Vertx vertx) throws Exception {
    HealthCheck down = new HealthCheck("down", () -> Future.failedFuture("down"));

    HttpResponse<Buffer> response = ask(vertx, "/health/live", down);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.bodyAsJsonObject().getString("status")).isEqualTo("UP");
  }

  private static JsonArray checks(String... namesAndStatuses) {
    JsonArray checks = new JsonArray();
    for (int index = 0; index < namesAndStatuses.length; index += 2) {
      checks.add(
          new JsonObject()
              .put("name", namesAndStatuses[index])
              .put("status", namesAndStatuses[index + 1]));
    }
    return checks;
  }

  private static HttpResponse<Buffer> ask(Vertx vertx, String path, HealthCheck... checks)
      throws Exception {
    Router router = Router.router(vertx);
    new Health(List.of(checks)).mount(router);
    return HttpServers.listen(vertx, 0, router)
        .compose(
            server -> WebClient.create(vertx).get(server.actualPort(), "127.0.0.1", path).send())
        .await(10, TimeUnit.SECONDS);
  }
}
