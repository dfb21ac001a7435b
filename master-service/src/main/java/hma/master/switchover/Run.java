package hma.master.switchover;

/** What one run does, from its first step to its last: sequential code on a virtual thread. */
sealed interface Run permits SwitchoverRun, RefreshRun, RehearsalRun {
  /** Runs what was just opened. */
  SwitchoverView run(State.Preparing opened);

  /** Goes on with what a former master left: forward or back. */
  SwitchoverView resume(State.Left left);
}
