package hma.master.journal;

/** Why a switchover or a refresh runs. */
public enum Trigger {
  /** Somebody asked for it. */
  DEMAND,
  /** The schedule asked for it. */
  SCHEDULE,
  /** It goes back from a worker that crashed too often after another switchover. */
  CRASHES,
  /** The standby was older than it may get. */
  INTERVAL,
  /** The other side could not be reached: a person made this one active as it stood. */
  FAILOVER
}
