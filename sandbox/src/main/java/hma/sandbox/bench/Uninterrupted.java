package hma.sandbox.bench;

import hma.sandbox.demo.DemoFailure;
import java.util.concurrent.Callable;

/** Work inside of something that is closed afterwards. */
final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Works; closing blocks, so the interrupt that ended the work must not reach it.
   *
   * @throws BenchFailure with the reason of what failed
   */
  static <T> T beforeClosing(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      throw new BenchFailure(DemoFailure.reason(failure), failure);
    } finally {
      Thread.interrupted();
    }
  }
}
