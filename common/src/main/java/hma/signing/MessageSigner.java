package hma.signing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Signs requests and responses; safe for use by many threads. */
final class MessageSigner {
  /**
   * How long a request is valid. Shorter than what a verifier takes, so that the verifier has fewer
   * nonces to remember, and longer than any call's time-out.
   */
  static final Duration VALIDITY = Duration.ofSeconds(45);

  private static final int NONCE_BYTES = 16;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  MessageSigner(InstantSource clock) {
    this.clock = clock;
  }

  /** Signs a request with a fresh nonce. */
  SignatureFields sign(RequestHead head, SigningKey key) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    long now = clock.instant().getEpochSecond();
    RequestParameters parameters =
        new RequestParameters(
            now, now + VALIDITY.toSeconds(), HexFormat.of().formatHex(nonce), key.id());
    return sign(head, parameters, key);
  }

  /** Signs a request with given parameters. */
  static SignatureFields sign(RequestHead head, RequestParameters parameters, SigningKey key) {
    return new SignatureFields(parameters.field(), head.base(parameters).signatureField(key));
  }

  /** Signs a response to a request that was signed so. */
  SignatureFields sign(ResponseHead head, SignatureFields request, SigningKey key) {
    ResponseParameters parameters =
        new ResponseParameters(clock.instant().getEpochSecond(), key.id());
    return new SignatureFields(
        parameters.field(), head.base(request, parameters).signatureField(key));
  }
}
