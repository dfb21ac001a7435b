package hma.postgres;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;

/** Gathers pieces of a stream into chunks of one size; only the last one may be smaller. */
final class ChunkGatherer {
  private static final int FIRST_BYTES = 16 * 1024;

  private final int chunkBytes;
  private byte[] chunk;
  private int length;

  ChunkGatherer(int chunkBytes) {
    if (chunkBytes < 1) {
      throw new IllegalArgumentException("a chunk needs at least 1 byte, not " + chunkBytes);
    }
    this.chunkBytes = chunkBytes;
    this.chunk = new byte[Math.min(FIRST_BYTES, chunkBytes)];
  }

  /** Takes at most so many bytes as complete one chunk, and says how many. */
  int take(byte[] bytes, int offset, int available) {
    int taken = Math.min(available, chunkBytes - length);
    ensureCapacity(length + taken);
    System.arraycopy(bytes, offset, chunk, length, taken);
    length += taken;
    return taken;
  }

  boolean isFull() {
    return length == chunkBytes;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Hands over what was gathered, without copying, and begins the next chunk. */
  Buffer next() {
    Buffer gathered = BufferInternal.buffer(Unpooled.wrappedBuffer(chunk, 0, length));
    // The next chunk is likely to become full as well; after the last one nothing is gathered.
    chunk = new byte[0];
    length = 0;
    return gathered;
  }

  /** Forgets what was gathered. */
  void clear() {
    length = 0;
  }

  private void ensureCapacity(int needed) {
    if (needed <= chunk.length) {
      return;
    }
    boolean first = chunk.length > 0;
    int capacity =
        first ? (int) Math.min(chunkBytes, Math.max(needed, chunk.length * 2L)) : chunkBytes;
    chunk = Arrays.copyOf(chunk, capacity);
  }
}
