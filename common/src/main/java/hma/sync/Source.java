package hma.sync;

import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import java.util.List;

/** One consistent view of the side that is read. */
public interface Source extends AutoCloseable {
  /** Streams a table's rows as COPY text; one at a time. */
  RowReader read(MovedTable table);

  /** What a table's rows add up to. Not while {@link #read} is under way. */
  Fingerprint fingerprint(MovedTable table);

  /**
   * Streams, as COPY text, each row's key as {@code ROW(…)::text} and a hash of the whole row, in
   * the byte order of the key; without key columns the hash alone, in its order. One at a time.
   *
   * @param key the columns that tell rows apart; may be empty
   */
  RowReader readHashes(MovedTable table, List<String> key);

  /** Where the plan's sequences stand. */
  List<SequenceValue> sequences();

  /** Ends the view; never throws. */
  @Override
  void close();
}
