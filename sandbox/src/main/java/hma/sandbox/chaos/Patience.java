package hma.sandbox.chaos;

import hma.sandbox.demo.DemoFailure;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asking again: with two masters behind one router, every other request comes to the one that does
 * not lead, which refuses it.
 */
final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Patience() {}

  /**
   * Asks until there is an answer.
   *
   * @param limit for how long a refusal is none
   * @throws DemoFailure the last refusal
   */
  static <T> T until(Duration limit, Supplier<T> asking) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return asking.get();
      } catch (DemoFailure refused) {
        if (System.nanoTime() - deadline >= 0) {
          throw refused;
        }
      }
      Awaiting.pause(PAUSE);
    }
  }
}
