package hma.master.switchover;

import hma.master.journal.Opening;

/** What a person has to look at while a side has no fence. */
final class FenceAlarms {
  /** What stands when the time of an opening is over and the standby is not fenced again. */
  private static final String LEFT_OPEN = "standby-left-open";

  /** What stands when the fences were lifted for good. */
  private static final String NOT_FENCED = "not-fenced";

  private final SwitchoverSupport support;

  FenceAlarms(SwitchoverSupport support) {
    this.support = support;
  }

  /** A standby was to be fenced again. */
  void leftOpen(Opening opening, RuntimeException failure) {
    support
        .alarms()
        .raise(
            LEFT_OPEN,
            "the %s was opened for migrations at %s and can't be fenced again yet: %s; it is tried again until it succeeds"
                .formatted(opening.standby().label(), opening.openedAt(), failure.getMessage()));
  }

  /** All fences were lifted; nothing to tell where there are none anyway. */
  void notFenced(Opening opening) {
    if (support.rules().fence()) {
      support
          .alarms()
          .raise(
              NOT_FENCED,
              "all fences were lifted at %s: nothing in the databases keeps two workers from writing; fence the %s with ./hma unfence --standby --close, or switch over or refresh"
                  .formatted(opening.openedAt(), opening.standby().label()));
    }
  }

  void clear() {
    support.alarms().clear(LEFT_OPEN);
    support.alarms().clear(NOT_FENCED);
  }
}
