package hma.signing;

import static hma.signing.Fixtures.AUTHORITY;
import static hma.signing.Fixtures.BOTH_KEYS;
import static hma.signing.Fixtures.KEYS;
import static hma.signing.Fixtures.LONG_AGO;
import static hma.signing.Fixtures.NOW;
import static hma.signing.Fixtures.OLD_KEYS;
import static hma.signing.Fixtures.OTHER_KEYS;
import static hma.signing.Fixtures.genuine;
import static hma.signing.Fixtures.parameters;
import static hma.signing.Fixtures.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import hma.signing.RequestVerifier.Verdict;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestVerifierTest {
  private final ReplayGuard guard = new ReplayGuard(() -> NOW, LONG_AGO);
  private final RequestVerifier verifier = new RequestVerifier(KEYS, guard, () -> NOW);

  @Test
  void takesAGenuineRequest() {
    assertThat(refusalOf(genuine())).isEmpty();
  }

  @Test
  void takesARequestWithoutQueryAndBody() {
    WireRequest request =
        WireRequest.of("GET", AUTHORITY, "/status", "application/json", Buffer.buffer())
            .signedWith(parameters(0, 45), KEYS.http());

    assertThat(refusalOf(request)).isEmpty();
  }

  @Test
  void refusesARequestThatWasSeenBefore() {
    WireRequest request = genuine();
    refusalOf(request);

    assertThat(refusalOf(request)).contains(Refusal.REPLAYED);
  }

  @Test
  void takesOnlyOneOfTwoThatAreReadAtTheSameTime() {
    WireRequest request = genuine();
    Verdict.Authentic first = authentic(request);
    Verdict.Authentic second = authentic(request);

    assertThat(verifier.admit(first, first.contentDigest())).isEmpty();
    assertThat(verifier.admit(second, second.contentDigest())).contains(Refusal.REPLAYED);
  }

  static Stream<Arguments> alterations() {
    WireRequest request = genuine();
    String number = "number=12";
    return Stream.of(
        Arguments.of("method", request.withMethod("PUT")),
        Arguments.of("case of the method", request.withMethod("post")),
        Arguments.of("authority", request.changing("host", host -> "other.example.com")),
        Arguments.of("port", request.changing("host", host -> host + ":8443")),
        Arguments.of("path", request.withTarget(request.target().replace("/7/", "/8/"))),
        Arguments.of("query", request.withTarget(request.target().replace(number, "number=13"))),
        Arguments.of("query taken away", request.withTarget("/sessions/7/chunks")),
        Arguments.of("path into query", request.withTarget(request.target().replace("/ch", "?ch"))),
        Arguments.of("content type", request.changing("content-type", type -> "text/plain")),
        Arguments.of(
            "digest",
            request.changing("content-digest", digest -> ContentDigest.of(Buffer.buffer()))),
        Arguments.of("created", input(request, "created=\\d+", "created=" + later(1))),
        Arguments.of("expires", input(request, "expires=\\d+", "expires=" + later(46))),
        Arguments.of("nonce", input(request, "nonce=\"........", "nonce=\"00000000")),
        Arguments.of("signature", request.changing("signature", text -> text.replace("=:", "=:A"))),
        Arguments.of("another request's signature", foreignSignature(request)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alterations")
  void refusesARequestWithOnePartAltered(String part, WireRequest altered) {
    assertThat(refusalOf(altered))
        .as("altered %s", part)
        .hasValueSatisfying(
            refusal -> assertThat(refusal).isIn(Refusal.WRONG_SIGNATURE, Refusal.MALFORMED));
  }

  @Test
  void refusesAnAlteredBody() {
    WireRequest request = genuine();

    assertThat(refusalOf(request.withBody(Buffer.buffer("1\tone\n2\tTwo\n"))))
        .contains(Refusal.WRONG_DIGEST);
    assertThat(refusalOf(request.withBody(Buffer.buffer()))).contains(Refusal.WRONG_DIGEST);
  }

  @Test
  void doesNotSpendTheNonceOnAnAlteredBody() {
    WireRequest request = genuine();
    refusalOf(request.withBody(Buffer.buffer()));

    assertThat(refusalOf(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "content-type", "content-digest", "signature-input", "signature"})
  void refusesAMissingADoubledAndAnEmptyField(String name) {
    WireRequest request = genuine();

    assertThat(refusalOf(request.without(name))).contains(Refusal.MISSING_OR_DOUBLED_FIELD);
    assertThat(refusalOf(request.adding(name, request.value(name))))
        .contains(Refusal.MISSING_OR_DOUBLED_FIELD);
    assertThat(refusalOf(request.changing(name, value -> ""))).isPresent();
  }

  @Test
  void refusesAnEncodedBody() {
    assertThat(refusalOf(genuine().adding("content-encoding", "gzip"))).contains(Refusal.ENCODED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ;tag="hma-request"    | ;tag="hma-request";alg="hmac-sha256"
          ;tag="hma-request"    | ;tag="hma-request";sf
          ;tag="hma-request"    | ''
          hma-request           | hma-response
          ;expires              | ;created=1;expires
          ;expires              | ;EXPIRES
          hma=                  | sig1=
          ("@method" "@author   | ("@author
          "@path" "@query"      | "@query" "@path"
          "content-digest")     | "content-digest" "date")
          "@query"              | "@query";req
          ;created=             | ;created=0
          ;created=             | ;created=+
          ;created=             | ;  created=
          ("@method"            | ( "@method"
          keyid="               | keyid="\\
          """)
  void refusesEveryOtherWayToWriteTheParameters(String usual, String other) {
    WireRequest request = genuine();
    String input = request.value("signature-input").replace(usual, other);

    assertThat(input).isNotEqualTo(request.value("signature-input"));
    assertThat(refusalOf(request.changing("signature-input", old -> input)))
        .contains(Refusal.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {", sig1=()", ",hma=()", ", sig1", " ", ";", ",", "\u0000", "é"})
  void refusesAnythingAfterTheOneLabel(String more) {
    assertThat(refusalOf(genuine().changing("signature-input", input -> input + more)))
        .contains(Refusal.MALFORMED);
    assertThat(refusalOf(genuine().changing("signature", signature -> signature + more)))
        .contains(Refusal.WRONG_SIGNATURE);
  }

  @Test
  void refusesAnotherSpellingOfTheSameBytes() {
    WireRequest request = genuine();

    assertThat(refusalOf(request.changing("signature", text -> unpadded(text))))
        .contains(Refusal.WRONG_SIGNATURE);
    assertThat(refusalOf(request.changing("content-digest", text -> unpadded(text))))
        .contains(Refusal.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "sessions",
        "http://agent.example.com/",
        "/a?",
        "/a#b",
        "/a b",
        "/é",
        "/a?b#c"
      })
  void refusesATargetWithMoreThanOneMeaningEvenWhenSigned(String target) {
    WireRequest request =
        WireRequest.of("GET", AUTHORITY, target, "text/plain", Buffer.buffer())
            .signedWith(parameters(0, 45), KEYS.http());

    assertThat(refusalOf(request)).contains(Refusal.MALFORMED);
  }

  @Test
  void refusesAKeyItDoesNotKnow() {
    WireRequest request = unsigned(AUTHORITY).signedBy(signerNow(), OTHER_KEYS.http());

    assertThat(refusalOf(request)).contains(Refusal.UNKNOWN_KEY);
  }

  @Test
  void refusesAWrongKeyUnderAKnownId() {
    WireRequest request = unsigned(AUTHORITY).signedWith(parameters(0, 45), OTHER_KEYS.http());

    assertThat(refusalOf(request)).contains(Refusal.WRONG_SIGNATURE);
  }

  @Test
  void refusesTheTokenKeyAsAnHttpKey() {
    WireRequest request = unsigned(AUTHORITY).signedWith(parameters(0, 45), KEYS.token());

    assertThat(refusalOf(request)).contains(Refusal.WRONG_SIGNATURE);
  }

  @Test
  void takesThePreviousKeyWhereThereIsOne() {
    WireRequest request = unsigned(AUTHORITY).signedBy(signerNow(), OLD_KEYS.http());

    assertThat(refusalOf(request)).contains(Refusal.UNKNOWN_KEY);
    assertThat(refusalOf(new RequestVerifier(BOTH_KEYS, guard, () -> NOW), request)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 45,", // as our own signer does
    "0, 60,",
    "60, 120,",
    "61, 106, FROM_THE_FUTURE",
    "-105, -60,",
    "-106, -61, EXPIRED",
    "0, 61, WRONG_VALIDITY",
    "0, 0, WRONG_VALIDITY",
    "10, 9, WRONG_VALIDITY",
    "-100, 45, WRONG_VALIDITY"
  })
  void takesWhatIsValidNowGiveOrTakeAMinute(long created, long expires, Refusal refusal) {
    WireRequest request = unsigned(AUTHORITY).signedWith(parameters(created, expires), KEYS.http());

    assertThat(refusalOf(request)).isEqualTo(Optional.ofNullable(refusal));
  }

  @Test
  void refusesWhatWasCreatedBeforeTheStart() {
    RequestVerifier young =
        new RequestVerifier(KEYS, new ReplayGuard(() -> NOW, NOW.minusSeconds(5)), () -> NOW);

    assertThat(refusalOf(young, signedAt(-6))).contains(Refusal.CREATED_BEFORE_START);
    assertThat(refusalOf(young, signedAt(-5))).contains(Refusal.CREATED_BEFORE_START);
    assertThat(refusalOf(young, signedAt(-4))).isEmpty();
  }

  @Test
  void refusesABodyThatTookUntilItsSignatureWasOver() {
    Verdict.Authentic head = authentic(genuine());
    Instant late = NOW.plusSeconds(200);
    RequestVerifier later =
        new RequestVerifier(KEYS, new ReplayGuard(() -> late, LONG_AGO), () -> late);

    assertThat(later.admit(head, head.contentDigest())).contains(Refusal.EXPIRED);
  }

  @Test
  void isBusyWhenTheMemoryForNoncesIsFull() {
    RequestVerifier small =
        new RequestVerifier(KEYS, new ReplayGuard(() -> NOW, LONG_AGO, 1), () -> NOW);
    refusalOf(small, genuine());

    assertThat(refusalOf(small, genuine())).contains(Refusal.BUSY);
  }

  private static String unpadded(String base64) {
    return base64.replaceFirst("=:$", ":");
  }

  private static WireRequest signedAt(long created) {
    return unsigned(AUTHORITY).signedWith(parameters(created, created + 45), KEYS.http());
  }

  private static WireRequest input(WireRequest request, String part, String other) {
    return request.changing("signature-input", input -> input.replaceFirst(part, other));
  }

  private static WireRequest foreignSignature(WireRequest request) {
    return request.changing("signature", own -> genuine().value("signature"));
  }

  private static long later(int seconds) {
    return NOW.getEpochSecond() + seconds;
  }

  private static MessageSigner signerNow() {
    return new MessageSigner(() -> NOW);
  }

  private Verdict.Authentic authentic(WireRequest request) {
    return (Verdict.Authentic)
        verifier.verifyHead(request.method(), request.target(), request.headers());
  }

  private Optional<Refusal> refusalOf(WireRequest request) {
    return refusalOf(verifier, request);
  }

  static Optional<Refusal> refusalOf(RequestVerifier verifier, WireRequest request) {
    return switch (verifier.verifyHead(request.method(), request.target(), request.headers())) {
      case Verdict.Refused refused -> Optional.of(refused.reason());
      case Verdict.Authentic head -> verifier.admit(head, ContentDigest.of(request.body()));
    };
  }
}
