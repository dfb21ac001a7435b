package hma.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstContactTest {
  private static final List<String> PROBLEMS =
      List.of(
          "HMA_SHARED_KEY is missing: set it to at least 32 random characters",
          "MASTER_APP is '<b>': set it to the name of the master's app");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = FirstContact.serve(vertx, 0, PROBLEMS, "my-hma").await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void saysWhatToSetInOrderAndWhatToType() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("style-src 'self'");
    assertThat(page.body())
        .containsSubsequence(
            "HMA_SHARED_KEY is missing",
            "heroku config:set HMA_SHARED_KEY=$(openssl rand -hex 32) -a my-hma",
            "MASTER_APP is '&lt;b&gt;'",
            "heroku config:set MASTER_APP=… -a my-hma")
        .doesNotContain("<b>");
    assertThat(get("/dashboard.css").statusCode()).isEqualTo(200);
  }

  @Test
  void isAliveAndNotReady() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/api/v1/status").statusCode()).isEqualTo(503);
    assertThat(get("/api/v1/status").body()).contains("not-set-up");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }
}
