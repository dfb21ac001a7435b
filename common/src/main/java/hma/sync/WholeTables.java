package hma.sync;

import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.workflow.Workflows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/** Compares and carries tables whole, as of one moment of a source that is written meanwhile. */
final class WholeTables {
  private final Workflows workflows;
  private final LiveTarget target;
  private final MovePlan plan;
  private final MoveProgress progress;

  /**
   * To an open target.
   *
   * @param plan has all tables that may be asked for
   */
  WholeTables(Workflows workflows, LiveTarget target, MovePlan plan, MoveProgress progress) {
    this.workflows = workflows;
    this.target = target;
    this.plan = plan;
    this.progress = progress;
  }

  /** Those of which both sides hold other rows. */
  List<MovedTable> different(OpenSide view, Collection<MovedTable> tables) {
    List<MovedTable> different = new ArrayList<>();
    for (MovedTable table : tables) {
      progress.check();
      if (!new Carrier.Pair(workflows, view, target).fingerprints(table).agree()) {
        different.add(table);
      }
    }
    return different;
  }

  /**
   * Refuses tables that differ.
   *
   * @throws NotEqual naming them
   */
  static void refuse(Collection<MovedTable> different) {
    if (!different.isEmpty()) {
      throw new NotEqual(
          "the fingerprints of both sides differ for "
              + String.join(
                  ", ",
                  different.stream().map(table -> table.name().toString()).sorted().toList()));
    }
  }

  /**
   * Carries tables that were written since they were moved, and proves them.
   *
   * @return whether all of them were still as of the moment
   */
  boolean carry(Source moment, Collection<MovedTable> tables) {
    return inViews(
        moment,
        tables,
        (view, part) -> {
          Mover mover = new Mover(workflows, view, target, part, new CarriedAgain(progress));
          mover.besideWriters().move();
          target.makeIndexes();
          mover.proveRows();
        });
  }

  /**
   * Proves tables.
   *
   * @return whether all of them were still as of the moment
   * @throws NotEqual naming those that differ
   */
  boolean prove(Source moment, Collection<MovedTable> tables) {
    return inViews(moment, tables, (view, part) -> refuse(different(view, part.tables())));
  }

  private boolean inViews(
      Source moment, Collection<MovedTable> tables, BiConsumer<Source, MovePlan> work) {
    for (List<MovedTable> group : TableGroups.of(tables)) {
      MovePlan part = plan.only(group);
      try (Source view = PatientViews.open(moment, part, progress::check)) {
        if (!view.rewritten().isEmpty()) {
          return false;
        }
        work.accept(view, part);
      }
    }
    return true;
  }
}
