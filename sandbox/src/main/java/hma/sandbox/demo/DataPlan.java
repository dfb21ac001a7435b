package hma.sandbox.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many rows each table of the demo database gets.
 *
 * @param rowsByTable rows by the table's name in {@code data.sql}; they add up to what was asked
 *     for
 */
public record DataPlan(Map<String, Long> rowsByTable) {
  /** The fewest rows that fill every table. */
  public static final long FEWEST = 1_000;

  /** The most rows that the demo's keys and dates were made for. */
  static final long MOST = 50_000_000;

  private static final long AWKWARD_VALUES = 12;

  /**
   * Shares rows out among the tables, always in the same way.
   *
   * @param rows of all tables together, {@value #FEWEST} to {@value #MOST}
   * @throws IllegalArgumentException when {@code rows} is out of range
   */
  public static DataPlan of(long rows) {
    if (rows < FEWEST || rows > MOST) {
      throw new IllegalArgumentException(
          "%d rows cannot be made: ask for %d to %d".formatted(rows, FEWEST, MOST));
    }
    Map<String, Long> shares = new LinkedHashMap<>();
    shares.put("region", Math.clamp(rows / 1_000, 12L, 60L));
    shares.put("depot", Math.max(10, rows / 2_500));
    shares.put("driver", Math.max(20, rows / 250));
    shares.put("vehicle", Math.max(20, rows / 200));
    shares.put("product", Math.max(50, rows / 100));
    shares.put("customer", rows / 20);
    shares.put("account", 20L);
    shares.put("order", rows * 3 / 20);
    shares.put("order_line", rows * 2 / 5);
    shares.put("delivery", rows / 10);
    shares.put("shift", rows / 25);
    shares.put("remark", rows / 50);
    shares.put("telemetry", rows - AWKWARD_VALUES - total(shares));
    return new DataPlan(Map.copyOf(shares));
  }

  /** Rows of all tables together. */
  long total() {
    return AWKWARD_VALUES + total(rowsByTable);
  }

  private static long total(Map<String, Long> shares) {
    return shares.values().stream().mapToLong(Long::longValue).sum();
  }
}
