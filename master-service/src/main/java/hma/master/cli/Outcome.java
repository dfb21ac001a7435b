package hma.master.cli;

import hma.config.InvalidSettings;
import hma.master.api.UnreachableMaster;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/** Runs the work of a command and says what went wrong in words and as an exit code. */
final class Outcome {
  private Outcome() {}

  /**
   * Runs the work.
   *
   * @param work completes with the exit code
   * @return that, or the one of the failure
   */
  static int of(Console console, String name, Function<Vertx, Future<Integer>> work) {
    return Service.runOnce(
        name,
        () -> interrupted(console),
        vertx -> attempted(work, vertx).recover(failure -> explained(console, failure)));
  }

  /** As {@link #of}, for a command that only has to say whether it could tell. */
  static int ofInspection(Console console, String name, Function<Vertx, Future<Integer>> work) {
    return Service.runOnce(
        name,
        () -> interrupted(console),
        vertx ->
            attempted(work, vertx)
                .recover(
                    failure -> explained(console, failure).map(code -> ExitCodes.COULD_NOT_TELL)));
  }

  private static Future<Integer> attempted(Function<Vertx, Future<Integer>> work, Vertx vertx) {
    try {
      return work.apply(vertx);
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }

  private static void interrupted(Console console) {
    console.interruption().happens();
    String left = console.interruption().left();
    if (!left.isEmpty()) {
      console.complain("hma: " + left);
    }
  }

  private static Future<Integer> explained(Console console, Throwable failure) {
    if (console.interruption().hasHappened()) {
      // Connections are closed under the work: the signal is what ends the command.
      return Future.succeededFuture(ExitCodes.FAILED);
    }
    return switch (failure) {
      case InvalidSettings settings -> ended(console, settings, ExitCodes.USAGE);
      case IllegalArgumentException argument -> ended(console, argument, ExitCodes.USAGE);
      case UnreachableMaster unreachable -> ended(console, unreachable, ExitCodes.UNREACHABLE);
      case ProblemException refused -> ended(console, refused, codeOf(refused.problem()));
      default -> Future.failedFuture(failure);
    };
  }

  private static Future<Integer> ended(Console console, RuntimeException failure, int code) {
    console.complain("hma: " + failure.getMessage());
    return Future.succeededFuture(code);
  }

  /** What the master could not do is no refusal. */
  private static int codeOf(Problem problem) {
    return problem.status() < 500 ? ExitCodes.REFUSED : ExitCodes.FAILED;
  }
}
