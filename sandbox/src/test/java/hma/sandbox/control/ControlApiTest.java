package hma.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
  private static final String REFUSING = "{'seed':3,'api':[{'path':'/account$','status':503}]}";

  @TempDir Path folder;
  private HerokuUnderTest heroku;

  @BeforeEach
  void start() {
    heroku = HerokuUnderTest.start(folder, Setup.of(Map.of("worker", "exec sleep 1000")));
  }

  @AfterEach
  void stop() {
    heroku.close();
  }

  @Test
  void replacesTheFaultsAndShowsThem() {
    var before = heroku.get("/account");

    var put = heroku.control("PUT", "faults", REFUSING);

    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(heroku.get("/account").statusCode()).isEqualTo(503);
    assertThat(json(heroku.control("GET", "faults", "")))
        .isEqualTo(json(put))
        .isEqualTo(new JsonObject(REFUSING.replace('\'', '"')));
  }

  @Test
  void endsTheFaults() {
    heroku.control("PUT", "faults", REFUSING);

    var deleted = heroku.control("DELETE", "faults", "");

    assertThat(heroku.get("/account").statusCode()).isEqualTo(200);
    assertThat(json(deleted).fieldNames()).containsExactly("seed");
  }

  @Test
  void tellsWhatWasStruck() {
    heroku.control(
        "PUT", "faults", "{'api':[{'path':'/account$','status':429,'after':1,'times':1}]}");
    for (int i = 0; i < 3; i++) {
      heroku.get("/account");
    }

    JsonArray strikes = json(heroku.control("GET", "strikes", "")).getJsonArray("strikes");

    assertThat(strikes)
        .containsExactly(new JsonObject().put("entry", "api[0]").put("seen", 3).put("struck", 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'api':[{'stat':503}]} | stat",
        "{'dynos':[{'app':'nobody','bootLagMs':1}]} | nobody",
        "{'links':[{'at':'nowhere','delayMs':1}]} | nowhere",
        "[] | no object",
        "'' | no object",
      })
  void keepsTheFaultsWhenTheNewOnesAreUnusable(String document, String named) {
    heroku.control("PUT", "faults", REFUSING);

    var answer = heroku.control("PUT", "faults", document);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).getString("message")).contains(named);
    assertThat(heroku.get("/account").statusCode()).isEqualTo(503);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }
}
