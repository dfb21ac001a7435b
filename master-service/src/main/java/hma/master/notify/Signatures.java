package hma.master.notify;

import hma.config.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs letters as Standard Webhooks say: HMAC-SHA256 of id, timestamp and body. */
final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  Signatures(List<WebhookSecret> secrets) {
    this.keys = secrets.stream().map(secret -> new SecretKeySpec(secret.key(), ALGORITHM)).toList();
  }

  /** Whether there is anything to sign with. */
  boolean possible() {
    return !keys.isEmpty();
  }

  /**
   * One signature for each secret, separated by blanks: a receiver takes any that it knows.
   *
   * @param timestamp of the attempt, in seconds since 1970
   */
  String of(Letter letter, long timestamp) {
    byte[] head = (letter.id() + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream()
        .map(key -> "v1," + signature(key, head, letter.body().getBytes()))
        .collect(Collectors.joining(" "));
  }

  private static String signature(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }
}
