package hma.master.journal;

/** Why a switchover or a refresh runs. */
public enum Trigger {
  /** Somebody asked for it. */
  DEMAND,
  /** The schedule asked for it. */
  SCHEDULE,
  /** The Eco hours of the active account would not last until the schedule's next boundary. */
  QUOTA,
  /** It goes back from a worker that crashed too often after another switchover. */
  CRASHES,
  /** The standby was older than it may get. */
  INTERVAL,
  /** The other side could not be reached: a person made this one active as it stood. */
  FAILOVER
}
