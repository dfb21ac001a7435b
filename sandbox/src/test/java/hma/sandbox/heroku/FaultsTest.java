package hma.sandbox.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private static final JsonObject ONE = new JsonObject().put("quantity", 1);

  @TempDir Path folder;

  @Test
  void answersTheStatusForAsManyCallsAsWished() {
    try (HerokuUnderTest heroku =
        with("{'api':[{'method':'PATCH','path':'/formation','status':500,'after':1,'times':2}]}")) {
      Stream<Integer> statuses =
          Stream.generate(() -> heroku.patch("/apps/mine/formation/worker", ONE).statusCode());

      assertThat(statuses.limit(4)).containsExactly(200, 500, 500, 200);
    }
  }

  @Test
  void leavesOtherCallsAlone() {
    try (HerokuUnderTest heroku =
        with("{'api':[{'method':'PATCH','path':'/formation','status':503}]}")) {
      assertThat(heroku.get("/apps/mine/formation").statusCode()).isEqualTo(200);
      assertThat(heroku.patch("/apps/mine/formation/worker", ONE).statusCode()).isEqualTo(503);
      assertThat(heroku.dynos()).isEmpty();
    }
  }

  @Test
  void losesTheAnswerOfACallThatTookEffect() {
    try (HerokuUnderTest heroku =
        with("{'api':[{'path':'/formation/worker$','drop':true,'times':1}]}")) {
      assertThatThrownBy(() -> heroku.patch("/apps/mine/formation/worker", ONE))
          .hasCauseInstanceOf(IOException.class);

      await().until(() -> heroku.dynos().containsKey("worker.1"));
    }
  }

  @Test
  void delaysACallAndThenLetsItPass() {
    try (HerokuUnderTest heroku = with("{'api':[{'path':'/formation','delayMs':300}]}")) {
      assertThat(heroku.patch("/apps/mine/formation/worker", ONE).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'apis':[]} | apis",
        "{'api':[{'methods':'GET'}]} | methods",
        "{'api':[{'status':200}]} | 200",
        "{'api':[{'path':'('}]} | api[0]",
        "{'api':[{'times':-1}]} | negative",
        "{'api':[{'status':500,'drop':true}]} | both",
        "{'api':[{'status':'500'}]} | wrong type",
        "{'api':{}} | wrong type",
        "{ | not JSON",
      })
  void refusesWhatItDoesNotKnowByName(String json, String named) throws IOException {
    Path file = Files.writeString(folder.resolve("faults.json"), json.replace('\'', '"'));

    assertThatThrownBy(() -> Faults.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> Faults.read(folder.resolve("none.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.json");
  }

  private HerokuUnderTest with(String faults) {
    return HerokuUnderTest.start(
        folder,
        Setup.of(Map.of("worker", "exec sleep 1000"))
            .with(Faults.parse(faults.replace('\'', '"'))));
  }
}
