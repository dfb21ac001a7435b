package hma.sandbox.demo;

import hma.config.Secret;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens for the master's API as anybody with {@code openssl} would: a JSON Web Token (<a
 * href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>), HS256 under a key derived from the
 * shared key.
 */
public final class BearerToken {
  private static final String HMAC = "HmacSHA256";
  private static final String LABEL = "hma-token-v1";
  private static final String HTTP_LABEL = "hma-http-v1";
  private static final Duration LIFE = Duration.ofMinutes(15);

  private BearerToken() {}

  /**
   * A token for one request, accepted for 15 minutes.
   *
   * @param sharedKey {@code HMA_SHARED_KEY} of both services
   * @param scope {@code read} or {@code switchover}
   */
  public static String issue(Secret sharedKey, String scope) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("aud", "hma")
            .put("scope", scope)
            .put("iat", now)
            .put("exp", now + LIFE.toSeconds())
            .put("jti", UUID.randomUUID().toString());
    return signed(sharedKey, claims.encode());
  }

  /** The keys that services derive from the shared one, in each form in which bytes are written. */
  public static List<String> derivedKeys(Secret sharedKey) {
    return Stream.of(LABEL, HTTP_LABEL)
        .map(label -> mac(utf8(sharedKey.reveal()), utf8(label)))
        .flatMap(key ->
            Stream.of(
                HexFormat.of().formatHex(key),
                Base64.getEncoder().withoutPadding().encodeToString(key),
                encoded(key)))
        .distinct()
        .toList();
  }

  /** The claims in compact form, with header and signature. */
  static String signed(Secret sharedKey, String claims) {
    byte[] key = mac(utf8(sharedKey.reveal()), utf8(LABEL));
    String content =
        encoded(utf8("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + encoded(utf8(claims));
    return content + "." + encoded(mac(key, utf8(content)));
  }

  private static byte[] mac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(content);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
