package hma.postgres;

import java.util.OptionalLong;

/**
 * The tag of a CommandComplete message: <a
 * href="https://www.postgresql.org/docs/current/protocol-message-formats.html">PostgreSQL, 53.7
 * Message Formats</a>. The client reads its count as an int; COPY can move more rows than that.
 */
final class CommandTag {
  private static final String COPY = "COPY ";

  private CommandTag() {}

  /** The rows that a COPY moved, 0 to 2^63 - 1; empty where the tag is not that of a COPY. */
  static OptionalLong copiedRows(String tag) {
    if (!tag.startsWith(COPY)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(tag, COPY.length(), tag.length(), 10));
  }
}
