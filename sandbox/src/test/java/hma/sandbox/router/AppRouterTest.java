package hma.sandbox.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hma.sandbox.HerokuUnderTest;
import hma.sandbox.HerokuUnderTest.Setup;
import hma.sandbox.WebProgram;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppRouterTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final RouterLimits SHORT =
      RouterLimits.defaults().withFirstByte(Duration.ofMillis(500)).withIdle(Duration.ofSeconds(1));

  @TempDir Path folder;
  private Optional<HerokuUnderTest> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(HerokuUnderTest::close);
  }

  @Test
  void handsOnTheRequestWithItsHostAndTheHeadersOfARouter() {
    up(RouterLimits.defaults());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(heroku().app().webUrl().resolve("/a%20b/head?c=d%2Fe"))
            .header("X-Own", "kept")
            .header("TE", "trailers");

    String head = heroku().send(request).body();

    assertThat(head)
        .startsWith("GET /a%20b/head?c=d%2Fe HTTP/1.1\r\n")
        .containsIgnoringCase("host: " + heroku().app().webUrl().getAuthority() + "\r\n")
        .containsIgnoringCase("x-own: kept\r\n")
        .containsIgnoringCase("x-forwarded-proto: https\r\n")
        .containsIgnoringCase("x-forwarded-for: 127.0.0.1\r\n")
        .containsIgnoringCase("x-request-id: ")
        .doesNotContainIgnoringCase("\r\nte:");
  }

  @Test
  void hasNoWebDynoAtAll() {
    start(setup());

    assertRefused("/ready", RouterError.H14);
  }

  @Test
  void tellsThatTheAppCrashed() {
    start(Setup.of(Map.of("web", "exit 1")));
    heroku().app().formation().scale("web", 1);
    await().until(() -> state() == DynoState.CRASHED && crashes() >= 2);

    assertRefused("/ready", RouterError.H10);
  }

  @Test
  void givesUpWhenNoByteCameInTime() {
    up(SHORT);

    assertRefused("/silent", RouterError.H12);
  }

  @Test
  void tellsThatTheDynoClosedTheConnection() {
    up(RouterLimits.defaults());

    assertRefused("/close", RouterError.H13);
  }

  @Test
  void breaksOffAnAnswerThatDoesNotGoOn() {
    up(SHORT);

    assertThatThrownBy(() -> heroku().visit("/pause")).hasCauseInstanceOf(IOException.class);
    assertLogged(RouterError.H15);
  }

  @Test
  void breaksOffAnAnswerThatTheDynoBrokeOff() {
    up(RouterLimits.defaults());

    assertThatThrownBy(() -> heroku().visit("/partial")).hasCauseInstanceOf(IOException.class);
    assertLogged(RouterError.H18);
  }

  @Test
  void makesAnErrorOfAnAnswerThatComesBeforeTheRequestWasRead() throws IOException {
    up(RouterLimits.defaults());
    try (Socket client = connect()) {
      OutputStream out = client.getOutputStream();
      out.write(head("POST", "/early", "Content-Length: 1000000\r\n"));
      out.write(new byte[1000]);

      String answer = firstLine(client.getInputStream());

      assertThat(answer).startsWith("HTTP/1.1 503");
      assertLogged(RouterError.H18);
    }
  }

  @Test
  void givesUpOnAClientThatStopsSending() throws IOException {
    up(SHORT);
    try (Socket client = connect()) {
      client.getOutputStream().write(head("POST", "/count", "Content-Length: 1000\r\n"));

      assertThat(firstLine(client.getInputStream())).startsWith("HTTP/1.1 503");
      assertLogged(RouterError.H28);
    }
  }

  @Test
  void holdsARequestUntilTheDynoIsUp() {
    start(setup().with(DynoLimits.defaults().withLags(Duration.ZERO, Duration.ofSeconds(1))));
    heroku().app().formation().scale("web", 1);

    HttpResponse<String> answer = heroku().visit("/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(state()).isEqualTo(DynoState.UP);
  }

  @Test
  void givesUpOnADynoThatStartsForTooLong() {
    start(
        Setup.of(Map.of("web", "exec sleep 1000"))
            .with(RouterLimits.defaults().withBootHold(Duration.ofMillis(300))));
    heroku().app().formation().scale("web", 1);

    assertRefused("/ready", RouterError.H20);
  }

  @Test
  void refusesEverythingInMaintenance() {
    up(RouterLimits.defaults());
    heroku().patch("/apps/mine", new JsonObject().put("maintenance", true));

    assertRefused("/ready", RouterError.H80);

    heroku().patch("/apps/mine", new JsonObject().put("maintenance", false));
    assertThat(heroku().visit("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void handsOnABigRequest() {
    up(RouterLimits.defaults());
    byte[] body = new byte[50 * MEBIBYTE];

    var answer =
        heroku()
            .send(
                HttpRequest.newBuilder(heroku().app().webUrl().resolve("/count"))
                    .POST(BodyPublishers.ofByteArray(body)));

    assertThat(answer.body()).isEqualTo(Integer.toString(body.length));
  }

  @Test
  void handsOnABigAnswer() throws Exception {
    up(RouterLimits.defaults());
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(heroku().app().webUrl().resolve("/big")).build();

      try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
        assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(50L * MEBIBYTE);
      }
    }
  }

  @Test
  void takesNoMoreFromTheClientThanTheDynoTakes() throws IOException {
    up(RouterLimits.defaults());
    int size = 200 * MEBIBYTE;
    try (SocketChannel client = SocketChannel.open(connectAddress())) {
      client.write(ByteBuffer.wrap(head("POST", "/stall", "Content-Length: " + size + "\r\n")));
      client.configureBlocking(false);

      long taken = writtenUntilItStalls(client, size);

      assertThat(taken).isLessThan(32 * MEBIBYTE);
    }
  }

  @Test
  void closesAnIdleConnection() throws IOException {
    up(RouterLimits.defaults().withKeepAlive(Duration.ofMillis(300)));
    try (Socket client = connect()) {
      client.getOutputStream().write(head("GET", "/ready", ""));

      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200")
          .endsWith("ready");
    }
  }

  /** Writes until nothing was taken for a while. */
  private static long writtenUntilItStalls(SocketChannel client, long size) {
    long[] total = {0};
    ByteBuffer chunk = ByteBuffer.allocate(MEBIBYTE);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofSeconds(1))
        .until(() -> {
          chunk.clear();
          int written = total[0] < size ? client.write(chunk) : 0;
          total[0] += written;
          return written == 0;
        });
    return total[0];
  }

  private void up(RouterLimits limits) {
    start(setup().with(limits));
    heroku().app().formation().scale("web", 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> state() == DynoState.UP);
  }

  private void start(Setup setup) {
    running = Optional.of(HerokuUnderTest.start(folder, setup));
  }

  private static Setup setup() {
    return Setup.of(Map.of("web", WebProgram.command()));
  }

  private void assertRefused(String path, RouterError error) {
    HttpResponse<String> answer = heroku().visit(path);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).contains("<!DOCTYPE html>");
    assertLogged(error);
  }

  private void assertLogged(RouterError error) {
    await()
        .untilAsserted(() ->
            assertThat(heroku().app().log().recent("router"))
                .last()
                .asString()
                .contains("at=error code=" + error + " desc=\"" + error.description() + "\""));
  }

  private DynoState state() {
    return heroku().app().formation().dynos().getFirst().state();
  }

  private int crashes() {
    return heroku().app().formation().dynos().getFirst().crashes();
  }

  private HerokuUnderTest heroku() {
    return running.orElseThrow();
  }

  private InetSocketAddress connectAddress() {
    return new InetSocketAddress(
        InetAddress.ofLiteral("127.0.0.1"), heroku().app().webUrl().getPort());
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.ofLiteral("127.0.0.1"), heroku().app().webUrl().getPort());
  }

  private static byte[] head(String method, String path, String fields) {
    return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }
}
