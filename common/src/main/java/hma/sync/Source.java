package hma.sync;

import hma.protocol.MovePlan;
import hma.protocol.TableName;
import java.util.List;

/** One consistent view of the side that is read. */
public interface Source extends OpenSide {
  /**
   * Lets others read what this sees.
   *
   * @return what {@link Site#joinSource} takes, for as long as this is open
   */
  String exportSnapshot();

  /**
   * Opens another view of the very same moment, on a connection of its own, so that several tables
   * can be read at a time; to be closed by the caller.
   *
   * @param part what it is to show; a table in {@link MovePlan#forced} it can't read
   */
  Source beside(MovePlan part);

  /**
   * Tables and sequences of the plan that somebody emptied, rewrote, restarted or dropped since the
   * moment that this shows, and committed it: of these, what is read is not as of that moment. A
   * table that was read, or is locked, before this is asked can't be rewritten any more for as long
   * as this is open.
   */
  List<TableName> rewritten();
}
