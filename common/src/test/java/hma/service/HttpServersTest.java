package hma.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class HttpServersTest {
  private HttpServer server;

  @BeforeEach
  void serve(Vertx vertx) throws Exception {
    Router router = Router.router(vertx);
    FailureRenderer.install(router);
    router.route().handler(new RequestBody(100, Duration.ofMillis(100)));
    router.post("/").handler(context -> context.end("ok"));
    server = HttpServers.listen(vertx, 0, router).await(20, SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /%s HTTP/1.1\r\nHost: a\r\n\r\n', 9000, 414, path-too-long",
    "'GET / HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n', 40000, 431, headers-too-large",
    "'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x%s\r\n\r\n', 1, 400, bad-request"
  })
  void rendersWhatIsNoRequest(String request, int length, int status, String code)
      throws Exception {
    String answer = exchange(request.formatted("x".repeat(length)));

    assertProblem(answer, status, code);
    assertThat(answer).containsIgnoringCase("x-content-type-options: nosniff");
  }

  @Test
  void doesNotWaitForABodyThatDoesNotCome() throws Exception {
    String answer = exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");

    assertProblem(answer, 408, "timeout");
  }

  @Test
  void hangsUpOnABodyThatIsMalformed() throws Exception {
    String answer =
        exchange("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");

    assertThat(answer).doesNotContain("200");
  }

  private static void assertProblem(String answer, int status, String code) {
    String[] parts = answer.split("\r\n\r\n", 2);
    assertThat(parts[0].split(" ", 3)[1]).isEqualTo(String.valueOf(status));
    assertThat(parts[0]).containsIgnoringCase("content-type: application/problem+json");
    assertThat(parts[0]).containsIgnoringCase("connection: close");
    assertThat(new JsonObject(parts[1]).getString("code")).isEqualTo(code);
  }

  /** Sends text, and reads until the server hangs up. */
  private String exchange(String text) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
