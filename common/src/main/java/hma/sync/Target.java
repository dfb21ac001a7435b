package hma.sync;

import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import java.util.List;

/** The one open transaction on the side that is written. */
public interface Target extends AutoCloseable {
  /** Takes a table's rows as COPY text; one at a time. */
  RowWriter write(MovedTable table);

  /**
   * Puts foreign keys, and triggers with their exact states, back, and computes materialized views
   * again from the rows that are there now.
   */
  void restore();

  /** Sets the plan's sequences, in this transaction. */
  void setSequences(List<SequenceValue> values);

  /** What a table's rows add up to, as this transaction sees them. */
  Fingerprint fingerprint(MovedTable table);

  /** Where the plan's sequences stand, as this transaction sees them. */
  List<SequenceValue> sequences();

  /**
   * Inserts the receipt, raises the epoch and commits.
   *
   * <p>After any failure of this method it is not known whether the target committed: only {@link
   * Site#settle} tells.
   */
  void commit();

  /** Rolls back unless committed; never throws. */
  @Override
  void close();
}
