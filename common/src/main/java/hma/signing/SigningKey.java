package hma.signing;

import hma.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An HMAC-SHA256 key and its public id. */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = 8;

  private final SecretKeySpec key;
  private final String id;

  private SigningKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    byte[] fingerprint = mac(this.key, ascii("keyid"));
    this.id = HexFormat.of().formatHex(Arrays.copyOf(fingerprint, ID_BYTES));
  }

  static SigningKey of(byte[] key) {
    return new SigningKey(key);
  }

  static SigningKey derived(Secret shared, String label) {
    byte[] secret = shared.reveal().getBytes(StandardCharsets.UTF_8);
    return of(mac(new SecretKeySpec(secret, ALGORITHM), ascii(label)));
  }

  /**
   * A stable name for the key that may be shown: 16 hexadecimal digits, the beginning of an HMAC of
   * a constant under the key, from which nobody can come back to it.
   */
  public String id() {
    return id;
  }

  byte[] bytes() {
    return key.getEncoded();
  }

  byte[] mac(byte[] message) {
    return mac(key, message);
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }

  private static byte[] mac(SecretKeySpec key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java has no usable " + ALGORITHM, impossible);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
