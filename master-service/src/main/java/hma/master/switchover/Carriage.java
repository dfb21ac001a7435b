package hma.master.switchover;

import hma.protocol.MovePlan;
import hma.sync.HeldViews;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the rows come to the target. */
sealed interface Carriage extends AutoCloseable permits LiveCarriage, StandingCarriage {
  /** What moves. */
  MovePlan plan();

  /** Brings the target up to date as far as that is possible while the worker writes. */
  State.MayStop beforeTheStop(State.Preparing prepared);

  /** Asked now and then while the worker is being stopped. */
  void whileStopping();

  /**
   * Finds the schemas as they were when the plan was made.
   *
   * @throws UnfitForSwitchover naming what changed
   */
  void recheck();

  /**
   * Carries what is left, once nobody writes any more.
   *
   * @return a sentence on it, or null
   */
  @Nullable String carry();

  /**
   * Puts everything else in place, and proves that both sides are equal.
   *
   * @throws hma.sync.NotEqual naming what differs
   */
  void prove();

  /** Commits the target. */
  void commit();

  /** Both sides as of the commit, where they are to be compared once more; blocks. */
  Optional<HeldViews> hold();

  /** Ends what is open; the target rolls back unless committed. Never throws. */
  @Override
  void close();
}
