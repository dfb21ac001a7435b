package hma.protocol;

import java.util.Base64;

/**
 * Lines of COPY text inside a message: their bytes, whatever the database's encoding is.
 *
 * @param base64 as RFC 4648 writes them
 */
public record CopyText(String base64) {
  /** From the bytes. */
  public static CopyText of(byte[] bytes) {
    return new CopyText(Base64.getEncoder().encodeToString(bytes));
  }

  /** The bytes. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
