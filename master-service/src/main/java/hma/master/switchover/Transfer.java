package hma.master.switchover;

import hma.protocol.MovePlan;
import hma.sync.MoveProgress;
import hma.sync.Mover;
import hma.sync.NotEqual;
import hma.sync.Source;
import hma.sync.TableMove;
import hma.sync.Target;
import hma.workflow.Workflows;

/** Moves what differs from a source to a target, where people can see it, and proves it. */
final class Transfer {
  private final Mover mover;

  /**
   * Between an open source and an open target.
   *
   * @param view is told of each chunk and each table
   * @param beforeEachChunk throws when the copy is to end
   */
  Transfer(
      Workflows workflows, Opened opened, MovePlan plan, RunView view, Runnable beforeEachChunk) {
    this.mover =
        new Mover(
            workflows, opened.source(), opened.target(), plan, new Shown(view, beforeEachChunk));
  }

  /** What is open on both sides. */
  record Opened(Source source, Target target) {}

  /** Makes the tables equal, largest first. */
  void copy() {
    mover.move();
  }

  /**
   * Sets sequences, puts constraints and triggers back and compares every table and sequence.
   *
   * @throws NotEqual naming what differs
   */
  void prove() {
    mover.prove();
  }

  private record Shown(RunView view, Runnable beforeEachChunk) implements MoveProgress {
    @Override
    public void check() {
      beforeEachChunk.run();
    }

    @Override
    public void underWay(long bytes) {
      view.underWay(bytes);
    }

    @Override
    public void moved(TableMove move) {
      view.moved(TableView.of(move));
    }
  }
}
