package hma.master.switchover;

/** How far a switchover is, and how it ended: the names by which people see {@link State}. */
public enum SwitchoverState {
  /** Both sides are checked and the agent is woken up; the worker runs. */
  PREPARING,
  /** The target is brought up to date while the worker runs. */
  COPYING,
  /** The source's worker is being stopped: the outage begins. */
  STOPPING,
  /** The source is fenced, the target takes the rest and commits. */
  CUTTING_OVER,
  /** The target's worker is being started. */
  STARTING,
  /** The target's worker runs; what remains is put away. */
  FINISHING,
  /** The target is active and proven equal. */
  COMPLETED,
  /** It failed before the commit: the source is active as before. */
  ROLLED_BACK,
  /** It was called off before the commit: the source is active as before. */
  CANCELLED,
  /** It could neither be finished nor undone: somebody has to look. */
  FAILED;

  /** Whether nothing more will happen to this switchover. */
  public boolean terminal() {
    return switch (this) {
      case PREPARING, COPYING, STOPPING, CUTTING_OVER, STARTING, FINISHING -> false;
      case COMPLETED, ROLLED_BACK, CANCELLED, FAILED -> true;
    };
  }
}
