package hma.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The two fields that carry a signature.
 *
 * @param input the value of {@code Signature-Input}
 * @param signature the value of {@code Signature}
 */
record SignatureFields(String input, String signature) {
  static final String INPUT = "signature-input";
  static final String SIGNATURE = "signature";

  /**
   * Whether the signature is the expected one, in constant time. Texts are compared, not bytes
   * behind base64: another spelling of the same signature is another signature.
   */
  boolean hasSignature(String expected) {
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.ISO_8859_1),
        expected.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The signature without its label: the value of the component {@code "signature";key="hma"}. */
  String member() {
    return signature.substring(SignatureBase.LABEL.length() + 1);
  }
}
