package hma.sandbox.bench;

import hma.workflow.Awaiting;
import java.time.Duration;

/** When transactions are due: one that was late does not put off those after it. */
final class Pace {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final long begun = System.nanoTime();
  private long taken;

  /**
   * Begins now.
   *
   * @param perSecond how many a second; 0 for no waiting at all
   */
  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Returns when the next one is due, at once where it is late. */
  void await() {
    if (perSecond > 0) {
      long due = begun + Math.round(taken * NANOS / perSecond);
      taken++;
      long early = due - System.nanoTime();
      if (early > 0) {
        Awaiting.pause(Duration.ofNanos(early));
      }
    }
  }
}
