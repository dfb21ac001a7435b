package hma.signing;

import static hma.signing.Fixtures.BOTH_KEYS;
import static hma.signing.Fixtures.KEYS;
import static hma.signing.Fixtures.NOW;
import static hma.signing.Fixtures.OLD_KEYS;
import static hma.signing.Fixtures.OTHER_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseVerifierTest {
  private static final MessageSigner SIGNER = new MessageSigner(() -> NOW);
  private static final String DIGEST = ContentDigest.of(Buffer.buffer("{}"));
  private static final ResponseHead HEAD = new ResponseHead(200, "application/json", DIGEST);

  private final ResponseVerifier verifier = new ResponseVerifier(KEYS);
  private final SignatureFields request = requestSignature();

  @Test
  void takesTheAnswerToTheRequest() {
    assertThat(verifier.verify(200, answer(KEYS.http()), request)).contains(HEAD);
  }

  @Test
  void takesAnAnswerWithThePreviousKey() {
    MultiMap answer = answer(OLD_KEYS.http());

    assertThat(verifier.verify(200, answer, request)).isEmpty();
    assertThat(new ResponseVerifier(BOTH_KEYS).verify(200, answer, request)).contains(HEAD);
  }

  @Test
  void refusesAnAnswerToAnotherRequest() {
    assertThat(verifier.verify(200, answer(KEYS.http()), requestSignature())).isEmpty();
  }

  @Test
  void refusesAnotherStatusTypeOrDigest() {
    MultiMap otherType = answer(KEYS.http()).set("content-type", "text/html");
    MultiMap otherDigest =
        answer(KEYS.http()).set("content-digest", ContentDigest.of(Buffer.buffer()));

    assertThat(verifier.verify(202, answer(KEYS.http()), request)).isEmpty();
    assertThat(verifier.verify(200, otherType, request)).isEmpty();
    assertThat(verifier.verify(200, otherDigest, request)).isEmpty();
  }

  @Test
  void refusesAnUnknownKey() {
    assertThat(verifier.verify(200, answer(OTHER_KEYS.http()), request)).isEmpty();
  }

  @Test
  void refusesTheRequestsOwnSignatureAsAnAnswer() {
    MultiMap mirrored =
        answer(KEYS.http())
            .set("signature-input", request.input())
            .set("signature", request.signature());

    assertThat(verifier.verify(200, mirrored, request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-type", "content-digest", "signature-input", "signature"})
  void refusesAMissingADoubledAndAnAlteredField(String name) {
    MultiMap missing = answer(KEYS.http()).remove(name);
    MultiMap doubled = answer(KEYS.http());
    doubled.add(name, doubled.get(name));
    MultiMap altered = answer(KEYS.http());
    altered.set(name, altered.get(name).replaceFirst("=|/", "0"));

    assertThat(verifier.verify(200, missing, request)).isEmpty();
    assertThat(verifier.verify(200, doubled, request)).isEmpty();
    assertThat(verifier.verify(200, altered, request)).isEmpty();
  }

  @Test
  void refusesAnEncodedBody() {
    MultiMap encoded = answer(KEYS.http()).add("content-encoding", "gzip");

    assertThat(verifier.verify(200, encoded, request)).isEmpty();
  }

  private static SignatureFields requestSignature() {
    return SIGNER.sign(Fixtures.unsigned(Fixtures.AUTHORITY).head(), KEYS.http());
  }

  private MultiMap answer(SigningKey key) {
    SignatureFields fields = SIGNER.sign(HEAD, request, key);
    return MultiMap.caseInsensitiveMultiMap()
        .add("content-type", HEAD.contentType())
        .add("content-digest", HEAD.contentDigest())
        .add("signature-input", fields.input())
        .add("signature", fields.signature());
  }
}
