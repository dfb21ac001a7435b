package hma.master.inspection;

import java.util.List;

/**
 * What is to be compared.
 *
 * @param tables names and patterns as in {@code PG_TABLES}; none means those that move
 * @param rows how many differing rows of each table are named, 0 to {@link #MOST_ROWS}
 */
public record ComparisonRequest(List<String> tables, int rows) {
  /** The most rows of a table that are named. */
  public static final int MOST_ROWS = 1000;

  /** The most patterns. */
  public static final int MOST_PATTERNS = 1000;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there are too many patterns or rows
   */
  public ComparisonRequest {
    tables = List.copyOf(tables);
    if (rows < 0 || rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "rows is %d: 0 to %d can be named for each table".formatted(rows, MOST_ROWS));
    }
    if (tables.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException(
          "there are %d table patterns: give at most %d".formatted(tables.size(), MOST_PATTERNS));
    }
  }
}
