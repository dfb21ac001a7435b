package hma.sandbox.demo;

import java.time.Duration;

/**
 * How much is written between the switchovers, and how long the demo waits before it calls
 * something failed.
 *
 * @param commitsPerStay how often the worker commits on a side before it is moved on
 * @param workerLimit for a worker to do that
 * @param switchoverLimit for a switchover to end
 * @param silenceLimit for the master to answer again
 */
record DemoPace(
    int commitsPerStay, Duration workerLimit, Duration switchoverLimit, Duration silenceLimit) {
  /** Some seconds of writing; a switchover is given more time the more rows it moves. */
  static DemoPace forRows(long rows) {
    return new DemoPace(
        400,
        Duration.ofSeconds(60),
        Duration.ofSeconds(90 + rows / 10_000),
        Duration.ofSeconds(30));
  }
}
