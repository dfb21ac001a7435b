package hma.sync;

import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Writers;
import hma.workflow.Workflows;
import java.util.Collection;
import java.util.List;

/**
 * Carries tables to a standby while the source's worker writes, group by group, each as of a moment
 * of its own and committed by itself: what is committed outlasts whoever carries. Nothing is logged
 * meanwhile; the copy that comes next compares the tables, carries what differs by then, and makes
 * the standby fit again.
 */
public final class ResumableMover {
  private static final MovePlan NOTHING = new MovePlan(List.of(), List.of(), List.of());

  private final Workflows workflows;
  private final LiveMover.Sides sides;
  private final Claim claim;
  private final MovePlan plan;
  private final MoveProgress progress;

  /**
   * Carries nothing yet.
   *
   * @param plan the whole plan, of which the tables are some
   */
  public ResumableMover(
      Workflows workflows,
      LiveMover.Sides sides,
      Claim claim,
      MovePlan plan,
      MoveProgress progress) {
    this.workflows = workflows;
    this.sides = sides;
    this.claim = claim;
    this.plan = plan;
    this.progress = progress;
  }

  /** Carries tables in their order. */
  public void carry(Collection<MovedTable> tables) {
    TableGroups.of(tables).forEach(group -> carryGroup(plan.only(group)));
  }

  private void carryGroup(MovePlan part) {
    try (Source view = view(part);
        Target target = sides.target().openResumableTarget(claim, plan)) {
      new Mover(workflows, view, target, part, progress).besideWriters().move();
      target.restore();
      target.commit();
    }
  }

  /** One that waits for who has a table alone, and lets nobody wait for more than this group. */
  private Source view(MovePlan part) {
    try (Source moment = sides.source().openSource(claim, NOTHING, Writers.AT_WORK)) {
      return PatientViews.open(moment, part, progress::check);
    }
  }
}
