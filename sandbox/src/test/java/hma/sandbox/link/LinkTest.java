package hma.sandbox.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.WebProgram;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
  private static final Duration IMPATIENT = Duration.ofMillis(400);

  @TempDir static Path folder;
  private static HerokuUnderTest heroku;

  @BeforeAll
  static void start() {
    heroku = HerokuUnderTest.start(folder, Setup.of(Map.of("web", WebProgram.command())));
    heroku.app().formation().scale("web", 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> "up".equals(heroku.dynos().get("web.1")));
  }

  @AfterAll
  static void stop() {
    heroku.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "mine"})
  void isLateInBothDirections(String at) {
    heroku.faults("{'links':[{'at':'" + at + "','delayMs':3600000}]}");
    assertThatThrownBy(() -> heroku.send(ask(at).timeout(IMPATIENT)))
        .hasCauseInstanceOf(HttpTimeoutException.class);

    heroku.faults("{'links':[{'at':'" + at + "','delayMs':[20,200]}]}");

    assertThat(heroku.send(ask(at)).statusCode()).isEqualTo(200);
  }

  @Test
  void takesAsLongAsItsBandwidthSaysAndLosesNothing() {
    byte[] body = new byte[400_000];
    heroku.faults("{'links':[{'at':'mine','bytesPerSecond':500000}]}");
    long begun = System.nanoTime();

    HttpResponse<String> answer =
        heroku.send(visit("/count").POST(BodyPublishers.ofByteArray(body)));

    assertThat(answer.body()).isEqualTo(Integer.toString(body.length));
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThan(Duration.ofMillis(400_000 / 500));
  }

  @Test
  void bringsABigAnswerWholeThoughItsPiecesAreLate() {
    heroku.faults("{'links':[{'at':'mine','bytesPerSecond':100000000,'delayMs':[0,5]}]}");

    assertThat(heroku.visit("/big").body()).hasSize(800 * 64 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "mine"})
  void breaksEveryConnectionWhenEverythingIsLost(String at) {
    heroku.faults("{'links':[{'at':'" + at + "','loss':1}]}");
    assertThatThrownBy(() -> heroku.send(ask(at))).hasCauseInstanceOf(IOException.class);

    heroku.faults("{}");

    assertThat(heroku.send(ask(at)).statusCode()).isEqualTo(200);
  }

  @Test
  void breaksSomeConnectionsAndNotOthers() {
    heroku.faults("{'seed':5,'links':[{'at':'api','loss':0.3}]}");
    List<Boolean> answered = new ArrayList<>();

    for (int i = 0; i < 40; i++) {
      answered.add(isAnswered());
    }

    assertThat(answered).contains(true, false);
  }

  @Test
  void losesTheAnswerOfACallThatTookEffect() {
    heroku.faults("{'seed':5,'links':[{'at':'api','loss':0.5}]}");
    boolean on = false;
    boolean lostAfterwards = false;
    for (int i = 0; i < 60 && !lostAfterwards; i++) {
      on = !on;
      boolean answered = switchMaintenance(on);
      lostAfterwards = !answered && heroku.app().maintenance() == on;
      on = heroku.app().maintenance();
    }

    assertThat(lostAfterwards).isTrue();
    heroku.faults("{}");
    assertThat(switchMaintenance(false)).isTrue();
  }

  private static boolean isAnswered() {
    try {
      return heroku.get("/account").statusCode() == 200;
    } catch (IllegalStateException broken) {
      return false;
    }
  }

  private static boolean switchMaintenance(boolean on) {
    try {
      heroku.patch("/apps/mine", new JsonObject().put("maintenance", on));
      return true;
    } catch (IllegalStateException broken) {
      return false;
    }
  }

  private static HttpRequest.Builder ask(String at) {
    return at.equals("api") ? heroku.request("/account") : visit("/ready");
  }

  private static HttpRequest.Builder visit(String path) {
    return HttpRequest.newBuilder(heroku.app().webUrl().resolve(path));
  }
}
