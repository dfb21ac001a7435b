package hma.master.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands share that begin something which goes on in the master: {@code --follow}. */
final class RunOptions {
  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(names = "--follow", description = "wait for the end and show each step")
  private boolean follow;

  /** Begins it, and shows it at once or at its end; completes with the exit code. */
  Future<Integer> begin(Vertx vertx, Console console, MasterCall.Asking asking) {
    return new MasterCall(vertx, console, options).begin(asking, follow);
  }

  /** As {@link #begin}, for what is of no use before its end. */
  Future<Integer> beginAndFollow(Vertx vertx, Console console, MasterCall.Asking asking) {
    return new MasterCall(vertx, console, options).begin(asking, true);
  }
}
