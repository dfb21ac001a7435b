package hma.workflow;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for futures on a virtual thread, never without a limit. */
public final class Awaiting {
  private Awaiting() {}

  /**
   * Waits for a future.
   *
   * @param future what to wait for
   * @param limit the longest wait
   * @param what what is waited for, as it reads in "… took longer than 20 s"
   * @return the future's result
   * @throws TimeLimitExceeded when the limit passes first; the work behind the future goes on
   * @throws InterruptedWorkflow when the thread is interrupted; the work behind goes on as well
   * @throws RuntimeException the future's own failure; a checked one is wrapped
   */
  public static <T> T await(Future<T> future, Duration limit, String what) {
    try {
      return future.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new TimeLimitExceeded(what, limit, late);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception undeclared) {
      throw wrapped(undeclared);
    }
  }

  private static RuntimeException wrapped(Exception undeclared) {
    if (undeclared instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new InterruptedWorkflow(undeclared);
    }
    return new CompletionException(undeclared);
  }

  /** Sleeps; an interrupt ends the sleep with an {@link InterruptedWorkflow}. */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new InterruptedWorkflow(interrupt);
    }
  }
}
