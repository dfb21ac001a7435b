package hma.sync;

import hma.protocol.MovedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How much of the outage may be spent on adding up whole tables again.
 *
 * @param limit as long as that
 */
public record VerifyBudget(Duration limit) {
  /** As {@code ./hma bench copy} has measured it: about half a second for a million rows. */
  private static final long ROWS_A_SECOND = 2_000_000;

  /** The least that a table costs: two statements and a request. */
  private static final Duration EACH = Duration.ofMillis(5);

  /** The smallest of these tables, as many as are expected to fit. */
  List<MovedTable> affords(Collection<MovedTable> tables) {
    List<MovedTable> afforded = new ArrayList<>();
    Duration left = limit;
    for (MovedTable table :
        tables.stream().sorted(Comparator.comparingLong(MovedTable::estimatedRows)).toList()) {
      left = left.minus(EACH).minusNanos(table.estimatedRows() * 1_000_000_000L / ROWS_A_SECOND);
      if (left.isNegative()) {
        return afforded;
      }
      afforded.add(table);
    }
    return afforded;
  }
}
