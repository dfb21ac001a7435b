package hma.sandbox.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.WebProgram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterFaultsTest {
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
  @ValueSource(strings = {"H10", "H14", "H20"})
  void answersInPlaceOfTheDyno(String error) {
    heroku.faults("{'router':[{'path':'/note','error':'" + error + "','times':1}]}");
    long before = noted();

    HttpResponse<String> struck = heroku.visit("/note");

    assertRefused(struck, error);
    assertThat(heroku.visit("/note").body()).isEqualTo("noted");
    await().until(() -> noted() > before);
    assertThat(noted()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"H12", "H13"})
  void losesWhatTheDynoAnswers(String error) {
    heroku.faults(
        "{'router':[{'app':'mine','method':'GET','error':'"
            + error
            + "','delayMs':[1,50],'times':1}]}");
    long before = noted();

    HttpResponse<String> struck = heroku.visit("/note");

    assertRefused(struck, error);
    await().until(() -> noted() == before + 1);
    assertThat(heroku.visit("/note").statusCode()).isEqualTo(200);
  }

  @Test
  void breaksTheAnswerOffInItsMiddle() {
    heroku.faults("{'router':[{'path':'/note','error':'H18','times':1}]}");

    assertThatThrownBy(() -> heroku.visit("/note")).hasCauseInstanceOf(IOException.class);

    assertThat(routerLog()).last().asString().contains("code=H18");
    assertThat(heroku.visit("/note").statusCode()).isEqualTo(200);
  }

  @Test
  void knowsEveryErrorThatCanBeAskedFor() {
    List<String> known = Arrays.stream(RouterError.values()).map(Enum::name).toList();

    assertThat(hma.sandbox.faults.RouterFault.Code.values())
        .extracting(Enum::name)
        .isSubsetOf(known);
  }

  private static void assertRefused(HttpResponse<String> answer, String error) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("<!DOCTYPE html>");
    assertThat(routerLog()).last().asString().contains("code=" + error);
  }

  private static List<String> routerLog() {
    return heroku.app().log().recent("router");
  }

  private static long noted() {
    return heroku.app().log().recent("web.1").stream()
        .filter(line -> line.endsWith(" app[web.1]: noted"))
        .count();
  }
}
