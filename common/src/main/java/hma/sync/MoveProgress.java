package hma.sync;

/** Is told how a move goes on, and may end it. */
public interface MoveProgress {
  /** Throws when the move is to end; called before each chunk. */
  void check();

  /** How many bytes were carried of tables that {@link #moved} was not told of yet. */
  void underWay(long bytes);

  /**
   * What a round carried.
   *
   * @param rows changed keys and rows of tables loaded whole, 0 or more
   * @param bytes in both directions, 0 or more
   */
  record Carried(long rows, long bytes) {}

  /** A round has carried what was logged. */
  default void caughtUp(Carried round) {}

  /** A table is moved. */
  void moved(TableMove move);
}
