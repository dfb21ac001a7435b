package hma.sync;

import hma.protocol.Cargo;
import hma.protocol.Extent;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SequenceValue;
import hma.protocol.SurveyedTable;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import java.util.List;

/** What an open source and an open target can both do. One call at a time. */
public interface OpenSide extends AutoCloseable {
  /** How far each of these tables reaches, in the order in which they were asked for. */
  List<Extent> extents(List<TableName> tables);

  /**
   * Adds up the rows of these tables, each in one scan, and remembers what each bucket came to.
   *
   * @return in the order in which they were asked for
   */
  List<TableTotals> survey(List<SurveyedTable> tables);

  /**
   * Streams something of a table as COPY text; one stream at a time.
   *
   * @throws IllegalArgumentException for what does not leave this side
   */
  RowReader read(MovedTable table, Cargo cargo);

  /**
   * Takes something of a table as COPY text; one stream at a time.
   *
   * @throws IllegalArgumentException for what does not come to this side
   */
  RowWriter write(MovedTable table, Cargo cargo);

  /** What a table's rows add up to now. */
  Fingerprint fingerprint(MovedTable table);

  /** Where the plan's sequences stand. */
  List<SequenceValue> sequences();

  /** Ends it; never throws. */
  @Override
  void close();
}
