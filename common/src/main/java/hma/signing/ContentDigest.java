package hma.signing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The {@code Content-Digest} of a body, <a
 * href="https://www.rfc-editor.org/rfc/rfc9530#section-2">RFC 9530 section 2</a>, with {@code
 * sha-256} alone. It is fed piece by piece, from the buffers' own memory.
 */
final class ContentDigest {
  private final MessageDigest digest;

  ContentDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this Java has no SHA-256", impossible);
    }
  }

  /** The field's value for a whole body. */
  static String of(Buffer body) {
    ContentDigest digest = new ContentDigest();
    digest.update(body);
    return digest.field();
  }

  void update(Buffer piece) {
    for (ByteBuffer bytes : ((BufferInternal) piece).getByteBuf().nioBuffers()) {
      digest.update(bytes);
    }
  }

  /** The field's value for all that was fed; the digest is empty again afterwards. */
  String field() {
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest.digest()) + ":";
  }
}
