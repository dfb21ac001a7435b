package hma.postgres;

import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of an ErrorResponse message: <a
 * href="https://www.postgresql.org/docs/current/protocol-error-fields.html">PostgreSQL, 53.8 Error
 * and Notice Message Fields</a>. The client reports most errors itself, but not the reason why a
 * server ends a connection.
 */
final class ErrorFields {
  private ErrorFields() {}

  /** The error of a message's content, which may be cut at its end. */
  static PgException parse(byte[] content) {
    Map<Character, String> fields = new HashMap<>();
    int start = 0;
    for (int end = 0; end < content.length; end++) {
      if (content[end] != 0) {
        continue;
      }
      if (end > start) {
        String value = new String(content, start + 1, end - start - 1, StandardCharsets.UTF_8);
        fields.put((char) content[start], value);
      }
      start = end + 1;
    }
    return new PgException(
        fields.getOrDefault('M', ""),
        fields.getOrDefault('S', ""),
        fields.getOrDefault('C', ""),
        fields.getOrDefault('D', ""));
  }
}
