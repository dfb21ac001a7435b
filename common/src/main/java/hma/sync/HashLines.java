package hma.sync;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@link hma.protocol.Cargo#KEYED_HASHES}, one at a time, however the chunks are cut.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">PostgreSQL, COPY, Text
 *     Format</a>
 */
final class HashLines {
  private static final byte[] NOTHING = {};

  private final RowReader reader;
  private byte[] chunk = NOTHING;
  private int position;

  HashLines(RowReader reader) {
    this.reader = reader;
  }

  /** A row: the bytes of its key and its hash; without a key the hash is the key. */
  @SuppressWarnings("ArrayRecordComponent")
  record Line(byte[] key, byte[] hash) {
    /** By the bytes of their keys, as the servers have ordered them. */
    int compareKey(Line other) {
      return Arrays.compareUnsigned(key, other.key);
    }

    boolean sameHash(Line other) {
      return Arrays.equals(hash, other.hash);
    }

    String keyText() {
      return new String(key, StandardCharsets.UTF_8);
    }
  }

  /** The next row; null at the end. */
  @Nullable Line next() {
    ByteArrayOutputStream field = new ByteArrayOutputStream(64);
    byte @Nullable [] key = null;
    for (int read = read(); read >= 0; read = read()) {
      switch (read) {
        case '\n' -> {
          byte[] last = field.toByteArray();
          return key == null ? new Line(last, NOTHING) : new Line(key, last);
        }
        case '\t' -> {
          key = field.toByteArray();
          field.reset();
        }
        case '\\' -> field.write(unescaped(read()));
        default -> field.write(read);
      }
    }
    return null;
  }

  private static int unescaped(int escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> escaped;
    };
  }

  private int read() {
    while (position == chunk.length) {
      Buffer next = reader.next();
      if (next == null) {
        return -1;
      }
      chunk = next.getBytes();
      position = 0;
    }
    return chunk[position++] & 0xff;
  }
}
