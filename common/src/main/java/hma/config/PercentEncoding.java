package hma.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding as <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986</a> has
 * it: UTF-8, and a plus sign stays one (that it means a blank is a rule of HTML forms).
 */
final class PercentEncoding {
  private PercentEncoding() {}

  /**
   * Decodes a part of a URL.
   *
   * @throws IllegalArgumentException for a cut or wrong escape, a NUL, or bytes that are not UTF-8;
   *     its message holds nothing of the text
   */
  static String decode(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int index = 0; index < encoded.length; index++) {
      if (encoded[index] != '%') {
        decoded.write(encoded[index]);
        continue;
      }
      decoded.write(escaped(encoded, index));
      index += 2;
    }
    return text(decoded.toByteArray());
  }

  private static int escaped(byte[] encoded, int index) {
    int high = index + 2 < encoded.length ? Character.digit(encoded[index + 1], 16) : -1;
    int low = index + 2 < encoded.length ? Character.digit(encoded[index + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException(
          "has a % that is not followed by two hexadecimal digits: write a % itself as %25");
    }
    int value = high * 16 + low;
    if (value == 0) {
      throw new IllegalArgumentException("has a %00, which PostgreSQL does not allow: remove it");
    }
    return value;
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException(
          "has percent-escapes that are not UTF-8: encode each character's UTF-8 bytes", notText);
    }
  }
}
