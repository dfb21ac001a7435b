package hma.protocol;

/** How a switchover's target transaction ended; decided by its receipt and never by guessing. */
public enum Outcome {
  /** The target committed: there is only forward. */
  COMMITTED,
  /** The target has not committed and never can: going back is safe. */
  ABORTED
}
