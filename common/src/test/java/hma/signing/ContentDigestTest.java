package hma.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  /** RFC 9530, section 2: a representation of 18 bytes, its line end included. */
  private static final String HELLO_WORLD = "{\"hello\": \"world\"}\n";

  private static final String HELLO_WORLD_DIGEST =
      "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

  @Test
  void digestsAWholeBodyAsRfc9530Does() {
    assertThat(ContentDigest.of(Buffer.buffer(HELLO_WORLD))).isEqualTo(HELLO_WORLD_DIGEST);
  }

  @Test
  void digestsTheDocumentOfRfc9421WithoutALineEnd() {
    assertThat(ContentDigest.of(Buffer.buffer("{\"hello\": \"world\"}")))
        .isEqualTo("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  }

  @Test
  void digestsAnEmptyBodyAsRfc9530Does() {
    assertThat(ContentDigest.of(Buffer.buffer()))
        .isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
  }

  @Test
  void digestsPiecesAsTheWhole() {
    ContentDigest digest = new ContentDigest();

    digest.update(Buffer.buffer(HELLO_WORLD.substring(0, 7)));
    digest.update(Buffer.buffer(HELLO_WORLD.substring(7)));

    assertThat(digest.field()).isEqualTo(HELLO_WORLD_DIGEST);
  }

  @Test
  void digestsMemoryOutsideTheHeapAndInSeveralParts() {
    byte[] bytes = HELLO_WORLD.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Buffer parts =
        BufferInternal.buffer(
            Unpooled.wrappedBuffer(
                Unpooled.directBuffer().writeBytes(bytes, 0, 5),
                Unpooled.wrappedBuffer(bytes, 5, bytes.length - 5)));

    assertThat(ContentDigest.of(parts)).isEqualTo(HELLO_WORLD_DIGEST);
  }

  @Test
  void leavesTheBodyAsItWas() {
    Buffer body = Buffer.buffer(HELLO_WORLD);

    ContentDigest.of(body);

    assertThat(body.toString()).isEqualTo(HELLO_WORLD);
  }
}
