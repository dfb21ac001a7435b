package hma.sync;

/** Is told how a move goes on, and may end it. */
public interface MoveProgress {
  /** Throws when the move is to end; called before each chunk. */
  void check();

  /** How many bytes were carried of tables that {@link #moved} was not told of yet. */
  void underWay(long bytes);

  /** A table is moved. */
  void moved(TableMove move);
}
