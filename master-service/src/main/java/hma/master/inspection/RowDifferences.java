package hma.master.inspection;

import hma.master.inspection.ComparisonReport.Difference;
import hma.master.inspection.ComparisonReport.DifferingKey;
import hma.master.inspection.HashLines.Line;
import hma.sync.RowReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that differ, found by merging two streams of hashes that are ordered alike: of neither
 * side more than a chunk or two is in memory.
 */
final class RowDifferences {
  private static final int LONGEST_KEY = 200;

  private final HashLines active;
  private final HashLines standby;
  private final int most;
  private final List<DifferingKey> keys = new ArrayList<>();
  private final Runnable now;
  private long count;

  /**
   * A merge.
   *
   * @param most how many are named; 0 where rows have no key, and then all are counted
   * @param now asked for each row that differs; throws when the look is to end
   */
  RowDifferences(RowReader active, RowReader standby, int most, Runnable now) {
    this.active = new HashLines(active);
    this.standby = new HashLines(standby);
    this.most = most;
    this.now = now;
  }

  /**
   * What was found.
   *
   * @param count how many rows differ, as far as was looked
   * @param keys the first of them
   * @param whole whether both streams were read to their end
   */
  record Found(long count, List<DifferingKey> keys, boolean whole) {}

  Found find() {
    Line here = active.next();
    Line there = standby.next();
    while (here != null || there != null) {
      int order = order(here, there);
      Difference difference = difference(order, here, there);
      if (difference != null) {
        now.run();
        if (most > 0 && keys.size() == most) {
          return new Found(count, List.copyOf(keys), false);
        }
        add(difference, order <= 0 ? here : there);
      }
      here = order <= 0 ? active.next() : here;
      there = order >= 0 ? standby.next() : there;
    }
    return new Found(count, List.copyOf(keys), true);
  }

  private static int order(@Nullable Line here, @Nullable Line there) {
    if (here == null) {
      return 1;
    }
    return there == null ? -1 : here.compareKey(there);
  }

  private static @Nullable Difference difference(
      int order, @Nullable Line here, @Nullable Line there) {
    if (order < 0) {
      return Difference.ONLY_ACTIVE;
    }
    if (order > 0) {
      return Difference.ONLY_STANDBY;
    }
    return here != null && there != null && here.sameHash(there) ? null : Difference.CHANGED;
  }

  private void add(Difference difference, @Nullable Line line) {
    count++;
    if (most > 0 && line != null) {
      String key = line.keyText();
      keys.add(
          new DifferingKey(
              key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "…" : key, difference));
    }
  }
}
