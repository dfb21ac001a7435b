package hma.sync;

import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.TableChanges;
import java.util.List;

/** The one open transaction on the side that is written. */
public interface Target extends OpenSide {
  /**
   * Makes tables ready to be changed, and empties those that are to be loaded whole; at most once,
   * and before any row of any table is written.
   */
  void prepare(TableChanges changes);

  /**
   * What the rows of a table add up to after {@link hma.protocol.Cargo#CHANGED_ROWS}: the buckets
   * that differed are added up anew, those that agreed count as they were surveyed.
   */
  Fingerprint proveChanged(MovedTable table);

  /**
   * Puts back what {@link #prepare} put aside, and triggers with their exact states, and computes
   * materialized views again from the rows that are there now.
   */
  void restore();

  /** Sets the plan's sequences, in this transaction. */
  void setSequences(List<SequenceValue> values);

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
