package hma.protocol;

import java.util.regex.Pattern;

/**
 * How a column's values are hashed: each way keeps apart what a person would call different, and
 * gives the same number on every version of PostgreSQL.
 */
public enum Hashing {
  /** {@code smallint}, {@code integer}, {@code bigint}. */
  INTEGER,
  /** {@code boolean}. */
  BOOLEAN,
  /** {@code uuid}. */
  UUID,
  /** {@code timestamp}, by the bytes that PostgreSQL sends in binary. */
  TIMESTAMP,
  /** {@code timestamptz}, likewise. */
  TIMESTAMPTZ,
  /** {@code text} and {@code varchar}: byte for byte, whatever the collation calls equal. */
  TEXT,
  /** By a cast to text, for types whose cast is their output function. */
  CAST,
  /** By the text of a row of one column, for every other type: exact for all of them. */
  ROW;

  private static final Pattern MODIFIER = Pattern.compile("\\(-?\\d+(,-?\\d+)?\\)");

  /**
   * For a type.
   *
   * @param type as {@link Column#type} names it
   */
  public static Hashing of(String type) {
    return switch (MODIFIER.matcher(type).replaceAll("")) {
      case "smallint", "integer", "bigint" -> INTEGER;
      case "boolean" -> BOOLEAN;
      case "uuid" -> UUID;
      case "timestamp without time zone" -> TIMESTAMP;
      case "timestamp with time zone" -> TIMESTAMPTZ;
      case "text", "character varying" -> TEXT;
      case "numeric",
          "real",
          "double precision",
          "date",
          "time without time zone",
          "time with time zone",
          "interval",
          "json",
          "jsonb",
          "bytea" ->
          CAST;
      // Not xml, whose cast keeps an encoding declaration that its output function leaves out.
      default -> ROW;
    };
  }
}
