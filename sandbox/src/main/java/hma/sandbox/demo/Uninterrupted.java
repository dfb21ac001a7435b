package hma.sandbox.demo;

import java.util.concurrent.Callable;

/** Work inside of something that is closed afterwards. */
public final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Works; closing blocks, so the interrupt that ended the work must not reach it.
   *
   * @throws DemoFailure with the reason of what failed
   */
  public static <T> T beforeClosing(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      throw new DemoFailure(DemoFailure.reason(failure), failure);
    } finally {
      Thread.interrupted();
    }
  }
}
