package hma.sandbox.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.faults.Faults;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiFaultsTest {
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

  @Test
  void takesEffectLateThoughItsClientGaveUp() {
    try (HerokuUnderTest heroku =
        with("{'api':[{'path':'/formation/worker$','delayMs':1000,'times':1}]}")) {
      assertThatThrownBy(() -> impatiently(heroku, "/apps/mine/formation/worker"))
          .hasCauseInstanceOf(HttpTimeoutException.class);

      assertThat(heroku.dynos()).isEmpty();
      await().until(() -> heroku.dynos().containsKey("worker.1"));
    }
  }

  @Test
  void answersOnlyAfterItsClientGaveUp() {
    try (HerokuUnderTest heroku =
        with("{'api':[{'path':'/formation/worker$','answerDelayMs':3600000,'times':1}]}")) {
      assertThatThrownBy(() -> impatiently(heroku, "/apps/mine/formation/worker"))
          .hasCauseInstanceOf(HttpTimeoutException.class);

      assertThat(heroku.dynos()).containsOnlyKeys("worker.1");
    }
  }

  @Test
  void holdsAnAnswerBackAndThenGivesIt() {
    try (HerokuUnderTest heroku = with("{'api':[{'path':'/formation','answerDelayMs':[1,300]}]}")) {
      assertThat(heroku.patch("/apps/mine/formation/worker", ONE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void hangsWithoutEffect() {
    try (HerokuUnderTest heroku =
        with("{'api':[{'path':'/formation/worker$','hang':true,'times':1}]}")) {
      assertThatThrownBy(() -> impatiently(heroku, "/apps/mine/formation/worker"))
          .hasCauseInstanceOf(HttpTimeoutException.class);

      assertThat(heroku.dynos()).isEmpty();
      assertThat(heroku.patch("/apps/mine/formation/worker", ONE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void tellsThatTheQuotaIsUsedUp() {
    try (HerokuUnderTest heroku = with("{'quota':[{'app':'mine','leftSeconds':60}]}")) {
      var quota =
          heroku.send(
              heroku
                  .request("/accounts/~/actions/get-quota")
                  .setHeader("Accept", "application/vnd.heroku+json; version=3.account-quotas"));

      assertThat(new JsonObject(quota.body()).getLong("quota_used")).isEqualTo(3_600_000 - 60);
    }
  }

  @Test
  void tellsTheTimeOfAnotherClock() {
    try (HerokuUnderTest heroku = with("{}")) {
      var own = heroku.get("/apps/mine");

      heroku.faults("{'clocks':[{'of':'api','aheadMs':-3600000}]}");

      var shifted = heroku.get("/apps/mine");
      assertThat(created(shifted)).isEqualTo(created(own).minusSeconds(3600));
      assertThat(date(shifted)).isBefore(date(own));
    }
  }

  private HerokuUnderTest with(String faults) {
    return HerokuUnderTest.start(
        folder,
        Setup.of(Map.of("worker", "exec sleep 1000"))
            .with(Faults.parse(faults.replace('\'', '"'))));
  }

  private static void impatiently(HerokuUnderTest heroku, String path) {
    heroku.send(
        heroku
            .request(path)
            .method("PATCH", BodyPublishers.ofString(ONE.encode()))
            .timeout(Duration.ofMillis(300)));
  }

  private static Instant created(HttpResponse<String> app) {
    return Instant.parse(new JsonObject(app.body()).getString("created_at"));
  }

  private static Instant date(HttpResponse<String> answer) {
    String date = answer.headers().firstValue("Date").orElseThrow();
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
  }
}
