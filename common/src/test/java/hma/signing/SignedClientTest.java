package hma.signing;

import static hma.signing.Fixtures.BOTH_KEYS;
import static hma.signing.Fixtures.KEYS;
import static hma.signing.Fixtures.OLD_KEYS;
import static hma.signing.Fixtures.OTHER_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignedClientTest {
  private static final Buffer PAYLOAD = Buffer.buffer("what was sent");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void getsTheSignedAnswerOfItsPeer() throws Exception {
    try (SigningServer server = new SigningServer(KEYS, InstantSource.system())) {
      SignedResponse response = send(client(server.uri(), KEYS), call("/sessions/7?a=b", PAYLOAD));

      assertThat(response).isEqualTo(new SignedResponse(200, "text/plain", PAYLOAD));
    }
  }

  @Test
  void carriesTheLargestBodiesThereAndBack() throws Exception {
    Buffer largest = Buffer.buffer(new byte[BodyLimits.DEFAULT.kept()]);
    try (SigningServer server = new SigningServer(KEYS, InstantSource.system())) {
      SignedClient client = client(server.uri(), KEYS);

      for (Future<SignedResponse> answer :
          IntStream.range(0, 20)
              .mapToObj(number -> client.send(call("/sessions/7", largest)))
              .toList()) {
        assertThat(answer.await(20, TimeUnit.SECONDS).body()).isEqualTo(largest);
      }
    }
  }

  @Test
  void getsErrorsThatThePeerHasSigned() throws Exception {
    try (SigningServer server = new SigningServer(KEYS, InstantSource.system())) {
      SignedResponse response = send(client(server.uri(), KEYS), call("/problem", PAYLOAD));

      assertThat(response.status()).isEqualTo(409);
      assertThat(response.contentType()).isEqualTo("application/problem+json");
      assertThat(response.body().toJsonObject().getBoolean("retryable")).isFalse();
    }
  }

  @Test
  void talksToAPeerThatHasTheNextKeyAlready() throws Exception {
    try (SigningServer server = new SigningServer(BOTH_KEYS, InstantSource.system())) {
      SignedResponse response = send(client(server.uri(), OLD_KEYS), call("/sessions/7", PAYLOAD));

      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  void takesAnAnswerWithThePreviousKey() throws Exception {
    ImpostorServer peer =
        server(request -> ImpostorServer.answer(request, OLD_KEYS.http(), PAYLOAD, PAYLOAD));

    assertThat(send(client(peer.uri(), BOTH_KEYS), call("/", PAYLOAD)).body()).isEqualTo(PAYLOAD);
  }

  @Test
  void doesNotTrustAPeerWithAnotherKey() throws Exception {
    try (SigningServer server = new SigningServer(KEYS, InstantSource.system())) {
      SignedClient stranger = client(server.uri(), OTHER_KEYS);

      assertUnsigned(401, () -> send(stranger, call("/sessions/7", PAYLOAD)))
          .hasMessageContaining("compare HMA_SHARED_KEY of both apps");
      assertThat(server.taken()).isZero();
    }
  }

  @Test
  void doesNotReadTheErrorPageOfARouter() throws Exception {
    ImpostorServer router =
        server(request ->
            request
                .response()
                .setStatusCode(503)
                .putHeader("content-type", "text/html")
                .end("<html>Application error</html>"));

    assertUnsigned(503, () -> send(client(router.uri(), KEYS), call("/", PAYLOAD)))
        .hasMessageNotContaining("Application error");
  }

  @Test
  void doesNotTrustAnAlteredBody() throws Exception {
    ImpostorServer liar =
        server(request ->
            ImpostorServer.answer(request, KEYS.http(), PAYLOAD, Buffer.buffer("something else")));

    assertUnsigned(200, () -> send(client(liar.uri(), KEYS), call("/", PAYLOAD)));
  }

  @Test
  void doesNotTrustAnAnswerToAnotherRequest() throws Exception {
    List<SignatureFields> requests = new CopyOnWriteArrayList<>();
    ImpostorServer liar =
        server(request -> {
          requests.add(ImpostorServer.signatureOf(request));
          ImpostorServer.answer(request.response(), KEYS.http(), requests.getFirst(), PAYLOAD)
              .end(PAYLOAD);
        });
    SignedClient client = client(liar.uri(), KEYS);

    assertThat(send(client, call("/", PAYLOAD)).body()).isEqualTo(PAYLOAD);
    assertUnsigned(200, () -> send(client, call("/", PAYLOAD)));
  }

  @Test
  void doesNotFollowARedirect() throws Exception {
    ImpostorServer elsewhere = server(request -> request.response().end());
    ImpostorServer router =
        server(request ->
            request
                .response()
                .setStatusCode(307)
                .putHeader("location", elsewhere.uri().toString())
                .end());

    assertUnsigned(307, () -> send(client(router.uri(), KEYS), call("/", PAYLOAD)));
    assertThat(elsewhere.requests()).isZero();
  }

  @Test
  void doesNotReadAnAnswerWithoutEnd() throws Exception {
    Buffer endless = Buffer.buffer(new byte[BodyLimits.DEFAULT.kept() + 1]);
    ImpostorServer liar =
        server(request -> ImpostorServer.answer(request, KEYS.http(), endless, endless));

    assertUnsigned(200, () -> send(client(liar.uri(), KEYS), call("/", PAYLOAD)));
  }

  @Test
  void tellsThatAnAnswerWasCutShort() throws Exception {
    ImpostorServer peer =
        server(request -> {
          SignatureFields signature = ImpostorServer.signatureOf(request);
          ImpostorServer.answer(request.response(), KEYS.http(), signature, PAYLOAD)
              .putHeader("content-length", "13")
              .write(Buffer.buffer("what"))
              .onComplete(written -> request.connection().close());
        });

    assertThatThrownBy(() -> send(client(peer.uri(), KEYS), call("/", PAYLOAD)))
        .isInstanceOf(PeerUnreachable.class);
  }

  @Test
  void tellsThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    SignedClient client = client(URI.create("http://127.0.0.1:" + port), KEYS);

    assertThatThrownBy(() -> send(client, call("/", PAYLOAD)))
        .isInstanceOf(PeerUnreachable.class)
        .hasMessageContaining("POST to 127.0.0.1:" + port + " got no answer");
  }

  @Test
  void givesUpAPeerThatDoesNotAnswerInTime() throws Exception {
    ImpostorServer silent = server(request -> {});
    SignedCall hurried =
        new SignedCall(HttpMethod.GET, "/", "text/plain", PAYLOAD, Duration.ofMillis(100));

    assertThatThrownBy(() -> send(client(silent.uri(), KEYS), hurried))
        .isInstanceOf(PeerUnreachable.class)
        .hasMessageContaining("within 0.1 s");
  }

  @Test
  void hasConnectionsAgainAfterItGaveUpManyCalls() throws Exception {
    ImpostorServer slow =
        server(request -> {
          if (request.path().equals("/fast")) {
            ImpostorServer.answer(request, KEYS.http(), PAYLOAD, PAYLOAD);
          }
        });
    SignedClient client = client(slow.uri(), KEYS);
    SignedCall hurried =
        new SignedCall(HttpMethod.GET, "/slow", "text/plain", PAYLOAD, Duration.ofMillis(200));
    List<Future<SignedResponse>> calls =
        IntStream.range(0, 20).mapToObj(number -> client.send(hurried)).toList();

    for (Future<SignedResponse> call : calls) {
      assertThatThrownBy(() -> call.await(20, TimeUnit.SECONDS))
          .isInstanceOf(PeerUnreachable.class);
    }

    assertThat(send(client, call("/fast", PAYLOAD)).status()).isEqualTo(200);
  }

  @Test
  void tellsWhoWantsToKnowWhatItDoesNotTrust() throws Exception {
    // Given
    List<String> told = new CopyOnWriteArrayList<>();
    Consumer<UnsignedResponse> listener =
        distrusted -> told.add(distrusted.status() + " " + distrusted.signed());
    ImpostorServer router = server(request -> request.response().setStatusCode(503).end());
    ImpostorServer liar =
        server(request -> ImpostorServer.answer(request, OTHER_KEYS.http(), PAYLOAD, PAYLOAD));

    // When
    try (SigningServer refusing = new SigningServer(OTHER_KEYS, InstantSource.system())) {
      for (URI peer : List.of(router.uri(), liar.uri(), refusing.uri())) {
        SignedClient client = new SignedClient(vertx, peer, KEYS, InstantSource.system(), listener);
        assertThat(catchThrowable(() -> send(client, call("/", PAYLOAD))))
            .isInstanceOf(UnsignedResponse.class);
      }
    }

    // Then
    assertThat(told).containsExactly("503 false", "200 true", "401 false");
  }

  private ImpostorServer server(Handler<HttpServerRequest> answer) throws Exception {
    return new ImpostorServer(vertx, answer);
  }

  private SignedClient client(URI base, SigningKeys keys) {
    return new SignedClient(vertx, base, keys, InstantSource.system());
  }

  private static SignedCall call(String target, Buffer body) {
    return new SignedCall(HttpMethod.POST, target, "text/plain", body, Duration.ofSeconds(10));
  }

  private static SignedResponse send(SignedClient client, SignedCall call) throws Exception {
    return client.send(call).await(20, TimeUnit.SECONDS);
  }

  private static AbstractThrowableAssert<?, ?> assertUnsigned(int status, ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure)
        .asInstanceOf(type(UnsignedResponse.class))
        .extracting(UnsignedResponse::status)
        .isEqualTo(status);
    return assertThat(failure);
  }
}
