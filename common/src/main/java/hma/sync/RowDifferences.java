package hma.sync;

import hma.sync.HashLines.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that differ, found by merging two streams of hashes that are ordered alike: of neither
 * side more than a chunk or two is in memory.
 */
public final class RowDifferences {
  private static final int LONGEST_KEY = 200;

  private final HashLines first;
  private final HashLines second;
  private final int most;
  private final List<DifferingRow> rows = new ArrayList<>();
  private final Runnable now;
  private long count;

  /**
   * A merge.
   *
   * @param most how many are named; 0 where rows have no key, and then all are counted
   * @param now asked for each row that differs; throws when the look is to end
   */
  public RowDifferences(RowReader first, RowReader second, int most, Runnable now) {
    this.first = new HashLines(first);
    this.second = new HashLines(second);
    this.most = most;
    this.now = now;
  }

  /**
   * A row that differs.
   *
   * @param key its key as PostgreSQL writes a row: {@code (42)}
   */
  public record DifferingRow(String key, Way way) {}

  /** How a row differs. */
  public enum Way {
    /** The second side lacks it. */
    ONLY_FIRST,
    /** The first side lacks it. */
    ONLY_SECOND,
    /** Other values under the same key. */
    CHANGED
  }

  /**
   * What was found.
   *
   * @param count how many rows differ, as far as was looked
   * @param rows the first of them
   * @param whole whether both streams were read to their end
   */
  public record Found(long count, List<DifferingRow> rows, boolean whole) {
    /** Copies the list. */
    public Found {
      rows = List.copyOf(rows);
    }
  }

  /** Reads both streams, as far as needed; blocks. */
  public Found find() {
    Line here = first.next();
    Line there = second.next();
    while (here != null || there != null) {
      int order = order(here, there);
      Way way = way(order, here, there);
      if (way != null) {
        now.run();
        if (most > 0 && rows.size() == most) {
          return new Found(count, rows, false);
        }
        add(way, order <= 0 ? here : there);
      }
      here = order <= 0 ? first.next() : here;
      there = order >= 0 ? second.next() : there;
    }
    return new Found(count, rows, true);
  }

  private static int order(@Nullable Line here, @Nullable Line there) {
    if (here == null) {
      return 1;
    }
    return there == null ? -1 : here.compareKey(there);
  }

  private static @Nullable Way way(int order, @Nullable Line here, @Nullable Line there) {
    if (order < 0) {
      return Way.ONLY_FIRST;
    }
    if (order > 0) {
      return Way.ONLY_SECOND;
    }
    return here != null && there != null && here.sameHash(there) ? null : Way.CHANGED;
  }

  private void add(Way way, @Nullable Line line) {
    count++;
    if (most > 0 && line != null) {
      String key = line.keyText();
      rows.add(
          new DifferingRow(
              key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key, way));
    }
  }
}
