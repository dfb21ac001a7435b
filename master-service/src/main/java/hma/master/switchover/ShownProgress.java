package hma.master.switchover;

import hma.protocol.TableName;
import hma.sync.MoveProgress;
import hma.sync.TableMove;

/**
 * A move where people can see it.
 *
 * @param view is told of each chunk, table and round
 * @param beforeEachChunk throws when the move is to end
 */
record ShownProgress(RunView view, Runnable beforeEachChunk) implements MoveProgress {
  @Override
  public void check() {
    beforeEachChunk.run();
  }

  @Override
  public void underWay(TableName table, Carried soFar) {
    view.underWay(table, soFar);
  }

  @Override
  public void caughtUp(Carried round) {
    view.caughtUp(round);
  }

  @Override
  public void moved(TableMove move) {
    view.moved(TableView.of(move));
  }
}
