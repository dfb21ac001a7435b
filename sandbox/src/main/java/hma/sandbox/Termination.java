package hma.sandbox;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Turns SIGTERM and Ctrl-C into an interrupt of the main thread, and lets the process end only when
 * the main thread has cleaned up, with the exit code that it returns.
 */
public final class Termination {
  private Termination() {}

  /**
   * Runs the work on this thread; a signal interrupts it. It must return soon after an interrupt,
   * having cleaned up: no new signal interrupts it again.
   *
   * @return the work's exit code
   */
  public static int run(Callable<Integer> work) throws Exception {
    Thread main = Thread.currentThread();
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread hook =
        Thread.ofPlatform()
            .name("termination")
            .unstarted(() -> {
              main.interrupt();
              Runtime.getRuntime().halt(exit.join());
            });
    Runtime.getRuntime().addShutdownHook(hook);
    int code = 1;
    try {
      code = work.call();
      return code;
    } finally {
      exit.complete(code);
      removeUnlessEnding(hook);
    }
  }

  private static void removeUnlessEnding(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook runs already and ends the process with the exit code.
      Thread.currentThread().interrupt();
    }
  }
}
