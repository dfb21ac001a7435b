package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.switchover.StatusView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hma status}: who is active, what runs, what is next. */
@Command(name = "status", description = "Shows who is active, what runs and what is next.")
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(
        console,
        "status",
        vertx ->
            new ApiClient(vertx, new ClientSettings(console.source()).master(options.url()))
                .status()
                .map(status -> {
                  print(status);
                  return ExitCodes.OK;
                }));
  }

  private void print(StatusView status) {
    if (options.json()) {
      console.print(ApiJson.written(status));
      return;
    }
    Texts.of(status).forEach(console::print);
  }
}
