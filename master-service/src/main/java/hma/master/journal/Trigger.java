package hma.master.journal;

/** Why a switchover runs. */
public enum Trigger {
  /** Somebody asked for it. */
  DEMAND,
  /** It goes back from a worker that crashed too often after another switchover. */
  CRASHES
}
