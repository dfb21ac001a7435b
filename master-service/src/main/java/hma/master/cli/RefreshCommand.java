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
  private final MasterAccess access;

  @Mixin private final RunOptions options = new RunOptions();

  RefreshCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run(
        "refresh",
        options.master(),
        master ->
            new MasterCall(console, options.master(), master)
                .begin(ApiClient::refresh, options.follow()));
  }
}
