package hma.sync;

import hma.protocol.TableName;

/** Tables that were moved already, and are shown as what a round carried. */
record CarriedAgain(MoveProgress progress) implements MoveProgress {
  @Override
  public void check() {
    progress.check();
  }

  @Override
  public void underWay(TableName table, Carried soFar) {
    progress.underWay(table, soFar);
  }

  @Override
  public void moved(TableMove move) {
    progress.caughtUp(new Carried(move.rows(), move.bytes()));
  }
}
