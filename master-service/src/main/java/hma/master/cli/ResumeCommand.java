package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hma resume}: lets the schedule be followed again. */
@Command(
    name = "resume",
    description =
        "Asks a running master to follow the schedule again after hma pause; a boundary that passed"
            + " meanwhile is caught up. HMA_SHARED_KEY signs for it.")
final class ResumeCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(console, "resume", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    ClientSettings settings = new ClientSettings(console.source());
    ApiClient master = new ApiClient(vertx, settings.master(options.url()));
    return settings
        .token(vertx, Scope.SWITCHOVER)
        .compose(master::resume)
        .map(resumed -> {
          console.print(options.json() ? "{\"paused\":null}" : "the schedule is followed again");
          return ExitCodes.OK;
        });
  }
}
