package hma.postgres;

/**
 * Names and texts as they stand in a statement: <a
 * href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">PostgreSQL, 4.1 Lexical
 * Structure</a>. Values belong into parameters; {@link #literal} is for the few statements that
 * take none, such as COMMENT.
 */
public final class Identifiers {
  private Identifiers() {}

  /**
   * A name in double quotes, exact in case and characters.
   *
   * @throws IllegalArgumentException for an empty name and for one with a NUL, which PostgreSQL
   *     cannot have
   */
  public static String quote(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a PostgreSQL identifier cannot be empty");
    }
    return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
  }

  /**
   * A name in its schema, both in double quotes.
   *
   * @throws IllegalArgumentException as {@link #quote}
   */
  public static String qualified(String schema, String name) {
    return quote(schema) + '.' + quote(name);
  }

  /**
   * A text in single quotes, which means the same whatever {@code standard_conforming_strings} is.
   *
   * @throws IllegalArgumentException for a text with a NUL, which PostgreSQL cannot hold
   */
  public static String literal(String text) {
    String quoted = '\'' + withoutNul(text).replace("'", "''") + '\'';
    return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
  }

  private static String withoutNul(String text) {
    int position = text.indexOf('\0');
    if (position >= 0) {
      throw new IllegalArgumentException(
          "PostgreSQL names and texts cannot hold the character NUL, found at position "
              + position);
    }
    return text;
  }
}
