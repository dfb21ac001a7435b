package hma.crash;

import hma.master.switchover.Step;
import java.util.Set;

/** What is being done when something goes wrong. */
enum Manner {
  /** A switchover that copies while the worker runs. */
  LIVE,
  /** A switchover that copies while the worker stands still. */
  STANDING,
  /** A refresh of the standby: its worker is never stopped. */
  REFRESH;

  /** Steps that it takes only once something else went wrong. */
  Set<Step> outOfTheWay() {
    return moves() ? Scenario.OUT_OF_THE_WAY.keySet() : Set.of(Step.SETTLE);
  }

  /** Whether the worker changes sides. */
  boolean moves() {
    return this != REFRESH;
  }
}
