package hma.master.cli;

import hma.master.api.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hma refresh}: asks a running master to bring the standby up to date. */
@Command(
    name = "refresh",
    description =
        "Asks a running master to bring the standby up to date while the worker goes on; HMA_SHARED_KEY signs for it.")
final class RefreshCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final RunOptions options = new RunOptions();

  RefreshCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(
        console, "refresh", vertx -> options.begin(vertx, console, ApiClient::refresh));
  }
}
