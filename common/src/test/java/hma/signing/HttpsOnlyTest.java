package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;

import hma.signing.RawConnection.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsOnlyTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-forwarded-proto: http\r\n",
        "x-forwarded-proto: \r\n",
        "x-forwarded-proto: https, http\r\n",
        "x-forwarded-proto: https\r\nx-forwarded-proto: http\r\n"
      })
  void refusesWhatTheRouterGotInClearText(String fields) throws Exception {
    Answer answer = ask(serverOf(new HttpsOnly(vertx, peer -> false)), fields);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("https-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-forwarded-proto: https\r\n", "x-forwarded-proto: HTTPS\r\n", ""})
  void letsHttpsAndUnroutedRequestsThrough(String fields) throws Exception {
    Answer answer = ask(serverOf(new HttpsOnly(vertx, peer -> false)), fields);

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void letsPeersOnLoopbackThrough() throws Exception {
    Answer answer = ask(serverOf(new HttpsOnly(vertx)), "x-forwarded-proto: http\r\n");

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"})
  void knowsLoopback(String address) {
    assertThat(HttpsOnly.isLoopback(SocketAddress.inetSocketAddress(80, address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "203.0.113.7", "2001:db8::1", "fe80::1", "agent.example.com"})
  void knowsWhatIsNotLoopback(String address) {
    assertThat(HttpsOnly.isLoopback(SocketAddress.inetSocketAddress(80, address))).isFalse();
  }

  private HttpServer serverOf(HttpsOnly handler) throws Exception {
    Router router = Router.router(vertx);
    router.route().handler(handler).handler(context -> context.end("welcome"));
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .await(10, TimeUnit.SECONDS);
  }

  private static Answer ask(HttpServer server, String fields) throws Exception {
    String request = "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n" + fields + "\r\n";
    return RawConnection.exchange(server.actualPort(), Buffer.buffer(request));
  }
}
