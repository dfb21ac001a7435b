package hma.workflow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Starts long, sequential work on plain virtual threads.
 *
 * <p>Virtual-thread verticles are not used: in Vert.x 5.0.10 an {@code await} there that times out
 * can stall the verticle for ever (eclipse-vertx/vert.x issue 6349).
 */
public final class Workflows {
  private final VertxInternal vertx;

  /** Work started here completes its futures on contexts of this Vert.x. */
  public Workflows(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /**
   * Runs the work on a virtual thread of its own.
   *
   * @param name the thread's name, for thread dumps
   * @param work what to do; it may block
   * @return completes with the work's result or with what it threw
   */
  public <T> Future<T> start(String name, Callable<T> work) {
    Promise<T> promise = vertx.getOrCreateContext().promise();
    Thread.ofVirtual().name(name).start(() -> run(work, promise));
    return promise.future();
  }

  /** As {@link #start}, for work that has no result. */
  public Future<Void> run(String name, Runnable work) {
    return start(name, Executors.callable(work)).mapEmpty();
  }

  private static <T> void run(Callable<T> work, Promise<T> promise) {
    T result;
    try {
      result = work.call();
    } catch (Throwable failure) {
      promise.fail(failure);
      return;
    }
    promise.complete(result);
  }
}
