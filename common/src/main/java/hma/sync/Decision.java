package hma.sync;

import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a table is to be moved.
 *
 * @param table the table
 * @param method how
 * @param reason why so
 * @param source what the source's rows add up to; empty where nobody has added them up yet
 * @param bytes carried for the decision
 * @param nanos spent on it
 */
record Decision(
    MovedTable table,
    TableMove.Method method,
    String reason,
    Optional<Fingerprint> source,
    long bytes,
    long nanos) {

  boolean is(TableMove.Method other) {
    return method == other;
  }

  /** What to tell once the rows were carried. */
  TableMove moved(Carrier.Load rows, long moreNanos) {
    return new TableMove(
        table.name(),
        method,
        reason,
        rows.rows(),
        bytes + rows.bytes(),
        TimeUnit.NANOSECONDS.toMillis(nanos + moreNanos));
  }
}
