package hma.sync;

import hma.protocol.MovePlan;

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
}
