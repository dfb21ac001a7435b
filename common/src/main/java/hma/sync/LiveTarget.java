package hma.sync;

import hma.protocol.MaterializedView;
import hma.protocol.UnitChanges;
import java.time.Instant;
import java.util.List;

/**
 * The one open transaction on the side that is written, while the other side's worker writes: a
 * copy of a first snapshot, then rounds of what changed since.
 *
 * <p>Here {@link #prepare} may be called again: for units that a round says are marked, whose
 * tables are then loaded whole once more. Foreign keys of what a round changes are put aside by
 * themselves.
 */
public interface LiveTarget extends Target {
  /**
   * Makes the indexes anew that {@link #prepare} put aside: after the rows that are loaded whole,
   * and before changes are applied, which find their rows by keys. Without any it does nothing.
   */
  void makeIndexes();

  /**
   * Makes the rows with a round's keys equal to the source's, and proves it. The keys and rows of
   * units that are streamed have to be there before; those that are marked are left to the caller.
   *
   * @throws hma.protocol.ProblemException {@code not-equal}, naming the table
   */
  void apply(List<UnitChanges> changes);

  /**
   * As {@link #restore}, but foreign keys are added without looking at the rows, as far as
   * PostgreSQL can do that; {@link LiveSite#validate} looks at them once the worker runs. And
   * materialized views are left to {@link #computeViews}.
   */
  void restoreUnvalidated();

  /** Computes materialized views again, in this order, from the rows that are there now. */
  void computeViews(List<MaterializedView> views);

  /**
   * As {@link #commit}, of a target that stays the standby: neither its epoch nor who may write on
   * it changes.
   *
   * @param moment everything that was committed on the source before is in it
   */
  void commitAsOf(Instant moment);
}
