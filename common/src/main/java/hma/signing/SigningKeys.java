package hma.signing;

import hma.config.Secret;
import java.util.Optional;

/**
 * The keys derived from {@code HMA_SHARED_KEY}, one per purpose, and those of its predecessor while
 * it is being rotated. A purpose's key is HMAC-SHA256 of the purpose's label under the shared key:
 * a token can never pass as an HTTP signature, nor the other way round.
 *
 * <p>To rotate: give the agent the new key and the old one as {@code HMA_SHARED_KEY_PREVIOUS}, then
 * the master, then take the old one away. Answers are signed with the key of their request, so a
 * master that does not know the new key yet understands them.
 *
 * @param http signs and verifies HTTP messages, label {@code hma-http-v1}
 * @param token signs and verifies bearer tokens, label {@code hma-token-v1}
 * @param previousHttp still verifies HTTP messages
 * @param previousToken still verifies tokens
 */
public record SigningKeys(
    SigningKey http,
    SigningKey token,
    Optional<SigningKey> previousHttp,
    Optional<SigningKey> previousToken) {
  private static final String HTTP_LABEL = "hma-http-v1";
  private static final String TOKEN_LABEL = "hma-token-v1";

  /**
   * Derives the keys.
   *
   * @param shared the value of {@code HMA_SHARED_KEY}
   * @param previous the value of {@code HMA_SHARED_KEY_PREVIOUS}
   */
  public static SigningKeys of(Secret shared, Optional<Secret> previous) {
    return new SigningKeys(
        SigningKey.derived(shared, HTTP_LABEL),
        SigningKey.derived(shared, TOKEN_LABEL),
        previous.map(secret -> SigningKey.derived(secret, HTTP_LABEL)),
        previous.map(secret -> SigningKey.derived(secret, TOKEN_LABEL)));
  }

  /** The 32 bytes that sign and verify tokens; a fresh copy. */
  public byte[] tokenKey() {
    return token.bytes();
  }

  /** The 32 bytes that still verify tokens; a fresh copy. */
  public Optional<byte[]> previousTokenKey() {
    return previousToken.map(SigningKey::bytes);
  }

  Optional<SigningKey> httpKey(String id) {
    if (http.id().equals(id)) {
      return Optional.of(http);
    }
    return previousHttp.filter(key -> key.id().equals(id));
  }

  @Override
  public String toString() {
    return "SigningKeys[secret]";
  }
}
