package hma.signing;

import static hma.signing.Fixtures.KEYS;
import static hma.signing.Fixtures.NOW;
import static hma.signing.Fixtures.OLD_KEYS;
import static hma.signing.Fixtures.OTHER_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import hma.signing.RawConnection.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRoutesTest {
  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private SigningServer server;

  @BeforeEach
  void start() throws Exception {
    server = new SigningServer(Fixtures.BOTH_KEYS, time::get);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void takesAGenuineRequestAndSignsTheAnswer() throws Exception {
    WireRequest request = genuine();

    Answer answer = send(request);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(request.body().toString());
    assertSigned(answer, request, KEYS);
  }

  @Test
  void answersARequestWithThePreviousKeyWithThatKey() throws Exception {
    WireRequest request =
        Fixtures.unsigned(server.authority())
            .signedBy(new MessageSigner(time::get), OLD_KEYS.http());

    Answer answer = send(request);

    assertThat(answer.status()).isEqualTo(200);
    assertSigned(answer, request, OLD_KEYS);
  }

  @Test
  void signsErrorsOfTheRoutesToo() throws Exception {
    WireRequest conflict = signed("POST", "/problem", Buffer.buffer("x"));
    WireRequest lost = signed("GET", "/nowhere", Buffer.buffer());

    Answer conflictAnswer = send(conflict);
    Answer lostAnswer = send(lost);

    assertThat(conflictAnswer.status()).isEqualTo(409);
    assertThat(new JsonObject(conflictAnswer.body()).getString("code")).isEqualTo("stale-term");
    assertSigned(conflictAnswer, conflict, KEYS);
    assertThat(lostAnswer.status()).isEqualTo(404);
    assertSigned(lostAnswer, lost, KEYS);
  }

  @Test
  void answersWhatTheRouterItselfRefusesWithoutASignature() throws Exception {
    Answer answer = send(genuine().withTarget("nowhere"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("not-found");
    assertThat(answer.headers().contains("signature")).isFalse();
    assertThat(server.failed()).isZero();
  }

  @Test
  void refusesEachCoveredPartAltered() throws Exception {
    WireRequest request = genuine();

    assertRefused(request.withMethod("PUT"));
    assertRefused(request.changing("host", host -> "other.example.com"));
    assertRefused(request.withTarget(request.target().replace("/7/", "/8/")));
    assertRefused(request.withTarget(request.target().replace("number=12", "number=13")));
    assertRefused(request.changing("content-type", type -> "text/plain"));
    assertRefused(request.changing("content-digest", digest -> ContentDigest.of(Buffer.buffer())));
    assertRefused(
        request.changing("signature-input", text -> text.replace("nonce=\"", "nonce=\"0")));
    assertRefused(request.changing("signature", text -> genuine().value("signature")));
    assertRefused(request.withBody(Buffer.buffer("2\ttwo\n")));
    assertThat(server.taken()).isZero();
    assertThat(send(request).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "content-type", "content-digest", "signature-input", "signature"})
  void refusesAMissingOrDoubledField(String name) throws Exception {
    WireRequest request = genuine();

    assertThat(send(request.without(name)).status()).isIn(400, 401);
    assertThat(send(request.adding(name, request.value(name))).status()).isIn(400, 401);
    assertThat(server.taken()).isZero();
  }

  @Test
  void refusesARequestThatWasSeenBefore() throws Exception {
    WireRequest request = genuine();
    send(request);

    assertRefused(request);
    assertThat(server.taken()).isEqualTo(1);
  }

  @Test
  void refusesWrongKeysAndWrongTimes() throws Exception {
    MessageSigner signer = new MessageSigner(time::get);
    assertRefused(Fixtures.unsigned(server.authority()).signedBy(signer, OTHER_KEYS.http()));

    WireRequest request = genuine();
    time.set(NOW.plusSeconds(106));
    assertRefused(request);
    time.set(NOW.minusSeconds(61));
    assertRefused(request);
    time.set(NOW);
    assertThat(send(request).status()).isEqualTo(200);
  }

  @Test
  void tellsThePeerNothingAboutTheReason() throws Exception {
    WireRequest request = genuine();
    Answer wrongKey =
        send(
            Fixtures.unsigned(server.authority())
                .signedBy(new MessageSigner(time::get), OTHER_KEYS.http()));
    Answer wrongDigest = send(request.withBody(Buffer.buffer("x")));

    assertThat(wrongKey.body()).isEqualTo(wrongDigest.body());
    assertThat(wrongKey.headers().get("content-type")).isEqualTo("application/problem+json");
    assertThat(wrongKey.headers().contains("signature")).isFalse();
    assertThat(new JsonObject(wrongKey.body()).getString("code")).isEqualTo("signature-refused");
  }

  @Test
  void refusesOtherVersionsOfHttp() throws Exception {
    String text = genuine().bytes().toString().replace("HTTP/1.1", "HTTP/1.0");

    Answer answer = RawConnection.exchange(server.port(), Buffer.buffer(text));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(server.taken()).isZero();
  }

  @Test
  void takesTheLargestBodyAndRefusesOneByteMoreUnsigned() throws Exception {
    int largest = BodyLimits.DEFAULT.kept();
    WireRequest fits = signed("PUT", "/sessions/1", Buffer.buffer(new byte[largest]));
    WireRequest tooLarge = signed("PUT", "/sessions/1", Buffer.buffer(new byte[largest + 1]));

    assertThat(send(fits).status()).isEqualTo(200);
    Answer answer = send(tooLarge);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("body-too-large");
    assertThat(answer.headers().contains("signature")).isFalse();
    assertThat(server.taken()).isEqualTo(1);
  }

  @Test
  void drainsWhatItRefusesAndKeepsTheConnection() throws Exception {
    Buffer large = Buffer.buffer(new byte[3 << 20]);
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(signed("PUT", "/sessions/1", large).bytes());
      assertThat(connection.read().status()).isEqualTo(413);

      connection.send(genuine().withBody(large).bytes());
      assertThat(connection.read().status()).isEqualTo(413);

      connection.send(genuine().without("signature").withBody(large).bytes());
      assertThat(connection.read().status()).isEqualTo(401);

      connection.send(genuine().bytes());
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotAnswerBeforeTheBodyHasEnded() throws Exception {
    Buffer request = genuine().without("signature").bytes();
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(request.slice(0, request.length() - 1));
      Answer other = send(genuine());
      assertThat(connection.hasAnswer()).isFalse();

      connection.send(request.slice(request.length() - 1, request.length()));

      assertThat(connection.read().status()).isEqualTo(401);
      assertThat(other.status()).isEqualTo(200);
    }
  }

  @Test
  void closesTheConnectionOnABodyWithoutEnd() throws Exception {
    WireRequest request = genuine().withBody(Buffer.buffer(new byte[(8 << 20) + 1]));
    Buffer bytes = request.bytes();
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(bytes);

      Answer answer = connection.read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.headers().get("connection")).isEqualTo("close");
      assertThat(connection.isAtEnd()).isTrue();
    }
  }

  @Test
  void forgetsARequestWhoseBodyIsCutShort() throws Exception {
    WireRequest request = genuine();
    Buffer bytes = request.bytes();
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(bytes.slice(0, bytes.length() - 3));
    }

    assertThat(send(request).status()).isEqualTo(200);
    assertThat(server.taken()).isEqualTo(1);
    assertThat(server.failed()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"signature, 401", "accept, 408"})
  void givesUpABodyThatTakesTooLong(String fieldLeftOut, int status) throws Exception {
    BodyLimits hurried = new BodyLimits(1 << 20, 8 << 20, Duration.ofMillis(100));
    ReplayGuard guard = new ReplayGuard(time::get, NOW.minusSeconds(9));
    try (SigningServer impatient = new SigningServer(KEYS, guard, time::get, hurried);
        RawConnection connection = new RawConnection(impatient.port())) {
      MessageSigner signer = new MessageSigner(time::get);
      Buffer bytes = Fixtures.genuine(impatient.authority(), signer).without(fieldLeftOut).bytes();
      connection.send(bytes.slice(0, bytes.length() - 1));

      assertThat(connection.read().status()).isEqualTo(status);
      assertThat(connection.isAtEnd()).isTrue();
    }
  }

  @Test
  void isBusyWithoutASignatureWhenTheMemoryForNoncesIsFull() throws Exception {
    ReplayGuard small = new ReplayGuard(time::get, NOW.minusSeconds(9), 1);
    try (SigningServer busy = new SigningServer(KEYS, small, time::get)) {
      MessageSigner signer = new MessageSigner(time::get);
      Answer first = exchange(busy, Fixtures.genuine(busy.authority(), signer));

      Answer second = exchange(busy, Fixtures.genuine(busy.authority(), signer));

      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(503);
      assertThat(new JsonObject(second.body()).getBoolean("retryable")).isTrue();
      assertThat(second.headers().contains("signature")).isFalse();
    }
  }

  private WireRequest genuine() {
    return Fixtures.genuine(server.authority(), new MessageSigner(time::get));
  }

  private WireRequest signed(String method, String target, Buffer body) {
    return WireRequest.of(method, server.authority(), target, "text/plain", body)
        .signedBy(new MessageSigner(time::get), KEYS.http());
  }

  private Answer send(WireRequest request) throws IOException {
    return exchange(server, request);
  }

  private static Answer exchange(SigningServer to, WireRequest request) throws IOException {
    return RawConnection.exchange(to.port(), request.bytes());
  }

  private void assertRefused(WireRequest request) throws IOException {
    Answer answer = send(request);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("www-authenticate")).isEqualTo("Signature");
  }

  private static void assertSigned(Answer answer, WireRequest request, SigningKeys keys) {
    SignatureFields fields =
        new SignatureFields(request.value("signature-input"), request.value("signature"));
    assertThat(new ResponseVerifier(keys).verify(answer.status(), answer.headers(), fields))
        .hasValueSatisfying(head ->
            assertThat(ContentDigest.of(Buffer.buffer(answer.body())))
                .isEqualTo(head.contentDigest()));
  }
}
