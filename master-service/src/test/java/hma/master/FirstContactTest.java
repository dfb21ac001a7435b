package hma.master;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.dashboard.SetupSteps;
import hma.master.support.RecordedLog;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstContactTest {
  private static final String KEY_MISSING =
      "HMA_SHARED_KEY is missing: set it to at least 32 random characters, made by `openssl rand -hex 32`";
  private static final List<String> PROBLEMS =
      List.of(
          "HMA_TYPO is not a setting: did you mean HMA_APP?",
          "DATABASE_URL is missing: set it to postgres://user:password@host:5432/database",
          KEY_MISSING,
          "HMA_BOOT_LIMIT is \"<b>\": it must be a whole number from 1 to 100",
          "MASTER_APP is missing: set it to the name of the master's app",
          "SLAVE_HEROKU_TOKEN: it has a blank in it",
          "hma.yml is not read: call it hma.yaml");
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HEROKU_APP_NAME", "our-hma",
          "SLAVE_APP", "our-slave",
          "SLAVE_HEROKU_TOKEN", "a b",
          "HMA_BOOT_LIMIT", "<b>",
          "HMA_TYPO", "1");
  private static final List<String> COMMANDS =
      List.of(
          "heroku addons:create heroku-postgresql:essential-0 -a our-hma",
          "heroku config:unset HMA_TYPO HMA_BOOT_LIMIT -a our-hma",
          "heroku login",
          "SLAVE_TOKEN=$(heroku authorizations:create -S -d hma -s write)",
          "KEY=$(openssl rand -hex 32)",
          "heroku config:set HMA_SHARED_KEY=$KEY -a our-slave",
          "heroku login",
          "heroku config:set HMA_SHARED_KEY=$KEY MASTER_APP=our-hma SLAVE_HEROKU_TOKEN=$SLAVE_TOKEN -a our-hma");

  private final Vertx vertx = Vertx.vertx();
  private final RecordedLog log = new RecordedLog();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        FirstContact.serve(vertx, 0, SetupSteps.of(PROBLEMS, ENVIRONMENT))
            .await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    log.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  @Test
  void saysWhatToSetInOrderAndWhatToType() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("style-src 'self'");
    assertThat(page.body())
        .contains(
            "hma.yml is not read",
            "made by <code>openssl rand -hex 32</code>",
            "HMA_BOOT_LIMIT is &quot;&lt;b&gt;&quot;")
        .containsSubsequence(COMMANDS)
        .doesNotContain("<b>", "`");
    assertThat(get("/dashboard.css").statusCode()).isEqualTo(200);
  }

  @Test
  void logsTheSameCommandsInTheSameOrder() {
    String type = "type this next: ";
    assertThat(log.lines())
        .filteredOn(line -> line.contains(type))
        .map(line -> line.substring(line.indexOf(type) + type.length()).strip())
        .isEqualTo(COMMANDS);
  }

  @Test
  void setsAllThatIsMissingAtOnce() {
    List<String> commands =
        SetupSteps.of(
                Stream.of(
                        "HMA_SHARED_KEY",
                        "MASTER_APP",
                        "SLAVE_APP",
                        "MASTER_HEROKU_TOKEN",
                        "SLAVE_HEROKU_TOKEN")
                    .map(name -> name + " is missing: set it")
                    .toList(),
                Map.of())
            .steps()
            .stream()
            .flatMap(step -> step.commands().stream())
            .toList();

    assertThat(commands)
        .containsExactly(
            "heroku login",
            "SLAVE_TOKEN=$(heroku authorizations:create -S -d hma -s write)",
            "KEY=$(openssl rand -hex 32)",
            "heroku config:set HMA_SHARED_KEY=$KEY -a my-slave",
            "heroku login",
            "MASTER_TOKEN=$(heroku authorizations:create -S -d hma -s write)",
            "heroku config:set HMA_SHARED_KEY=$KEY MASTER_APP=my-master SLAVE_APP=my-slave"
                + " MASTER_HEROKU_TOKEN=$MASTER_TOKEN SLAVE_HEROKU_TOKEN=$SLAVE_TOKEN -a my-master");
  }

  @Test
  void isAliveAndNotReady() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/api/v1/status").statusCode()).isEqualTo(503);
    assertThat(get("/api/v1/status").body()).contains("not-set-up");
    assertThat(get("/metrics").body()).contains("not-set-up");
    assertThat(get("/openapi.yaml").body()).contains("not-set-up");
    for (String method : List.of("POST", "PUT", "DELETE")) {
      HttpRequest request =
          HttpRequest.newBuilder(address("/api/v1/switchovers"))
              .method(method, BodyPublishers.noBody())
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("not-set-up");
    }
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }
}
