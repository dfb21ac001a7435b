package hma.crash;

import hma.master.switchover.Step;
import java.util.Set;
import java.util.function.Predicate;

/** What is being done when something goes wrong. */
enum Manner {
  /** A switchover that copies while the worker runs. */
  LIVE,
  /** A switchover that copies while the worker stands still. */
  STANDING,
  /** A switchover that commits tables one by one before it copies while the worker runs. */
  RESUMABLE,
  /** A refresh of the standby: its worker is never stopped. */
  REFRESH,
  /** The rehearsal of a switchover: nothing of it is to stay. */
  REHEARSAL;

  /** Steps that it takes only once something else went wrong. */
  Set<Step> outOfTheWay() {
    return switch (this) {
      case LIVE, STANDING, RESUMABLE -> Scenario.OUT_OF_THE_WAY.keySet();
      case REFRESH -> Set.of(Step.SETTLE);
      case REHEARSAL -> Set.of();
    };
  }

  /** Steps at which it differs from another one: only they are worth their time. */
  Predicate<Step> ofItsOwn() {
    return step ->
        this != RESUMABLE
            || (step.compareTo(Step.COPY_RESUMABLY) >= 0 && step.compareTo(Step.COMMIT) <= 0)
            || step == Step.SETTLE;
  }

  /** Whether the worker changes sides. */
  boolean moves() {
    return this != REFRESH && this != REHEARSAL;
  }
}
