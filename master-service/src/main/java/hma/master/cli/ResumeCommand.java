package hma.master.cli;

import hma.master.api.Scope;
import io.vertx.core.Future;
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
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  ResumeCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run("resume", options, this::begin);
  }

  private Future<Integer> begin(MasterAccess.Found master) {
    return master
        .token(Scope.SWITCHOVER)
        .compose(master.api()::resume)
        .map(resumed -> {
          console.print(options.json() ? "{\"paused\":null}" : "the schedule is followed again");
          return ExitCodes.OK;
        });
  }
}
