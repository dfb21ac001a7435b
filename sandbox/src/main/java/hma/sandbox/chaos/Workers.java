package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.Sandbox;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The workers' processes as they truly are, whatever the Platform API lists.
 *
 * <p>Processes of both sides at a time are no violation by themselves: an order to Heroku of a
 * replaced master may land late and start one on the standby, whose database refuses every write.
 * That both could write is seen by {@link Turns}; here it is seen that it does not last.
 */
final class Workers {
  static final String TYPE = "worker";

  private static final Duration GLANCE = Duration.ofMillis(50);

  /** Heroku's own time to stop a dyno, the faults' lags, and some looks of the masters. */
  private static final Duration LONGEST_BESIDE = Duration.ofSeconds(75);

  private final Sandbox sandbox;
  private long besideSince;
  private boolean beside;
  private volatile Duration longestBeside = Duration.ZERO;

  Workers(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** Looks again and again. It blocks. */
  void watch(BooleanSupplier called) {
    while (!called.getAsBoolean()) {
      look();
      Awaiting.pause(GLANCE);
    }
  }

  /** Whether no process of a worker runs on either side. */
  boolean none() {
    return !runs(Side.MASTER) && !runs(Side.SLAVE);
  }

  /** The longest time that both sides had a process of a worker without a break. */
  Duration longestBeside() {
    return longestBeside;
  }

  /** Whether that was longer than anything explains. */
  boolean stayedBeside() {
    return longestBeside.compareTo(LONGEST_BESIDE) > 0;
  }

  private boolean runs(Side side) {
    return !sandbox.app(side).formation().processes(TYPE).isEmpty();
  }

  private void look() {
    boolean both = runs(Side.MASTER) && runs(Side.SLAVE);
    long now = System.nanoTime();
    if (both && !beside) {
      besideSince = now;
    }
    beside = both;
    Duration lasted = both ? Duration.ofNanos(now - besideSince) : Duration.ZERO;
    if (lasted.compareTo(longestBeside) > 0) {
      longestBeside = lasted;
    }
  }
}
