package hma.signing;

import hma.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/** Keys, times and genuine requests that the tests share. */
final class Fixtures {
  static final Secret CURRENT = Secret.of("the current shared key, 32+ letters");
  static final Secret PREVIOUS = Secret.of("the previous shared key, 32+ letters");
  static final SigningKeys KEYS = SigningKeys.of(CURRENT, Optional.empty());
  static final SigningKeys OLD_KEYS = SigningKeys.of(PREVIOUS, Optional.empty());
  static final SigningKeys BOTH_KEYS = SigningKeys.of(CURRENT, Optional.of(PREVIOUS));
  static final SigningKeys OTHER_KEYS =
      SigningKeys.of(Secret.of("a key that nobody has ever shared"), Optional.empty());

  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final Instant LONG_AGO = NOW.minusSeconds(3600);
  static final String AUTHORITY = "agent.example.com";

  private Fixtures() {}

  /** A genuine request, signed now with the current key. */
  static WireRequest genuine() {
    return genuine(AUTHORITY, new MessageSigner(() -> NOW));
  }

  static WireRequest genuine(String authority, MessageSigner signer) {
    return unsigned(authority).signedBy(signer, KEYS.http());
  }

  static WireRequest unsigned(String authority) {
    return WireRequest.of(
        "POST",
        authority,
        "/sessions/7/chunks?table=public.orders&number=12",
        "application/octet-stream",
        Buffer.buffer("1\tone\n2\ttwo\n"));
  }

  /** Parameters of a request that is created and expires so many seconds from now. */
  static RequestParameters parameters(long created, long expires) {
    long now = NOW.getEpochSecond();
    return new RequestParameters(
        now + created, now + expires, "00112233445566778899aabbccddeeff", KEYS.http().id());
  }
}
