package hma.sync;

import hma.protocol.TableName;

/** Is told how a move goes on, and may end it. */
public interface MoveProgress {
  /** Throws when the move is to end; called before each chunk. */
  void check();

  /** What was carried so far of a table that {@link #moved} was not told of yet. */
  void underWay(TableName table, Carried soFar);

  /**
   * What was carried.
   *
   * @param rows of a round changed keys and rows of tables loaded whole; of what is under way an
   *     estimate; 0 or more
   * @param bytes in both directions, 0 or more
   */
  record Carried(long rows, long bytes) {}

  /** A round has carried what was logged. */
  default void caughtUp(Carried round) {}

  /** A table is moved. */
  void moved(TableMove move);
}
