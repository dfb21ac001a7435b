package hma.master.cli;

import hma.master.api.ApiJson;
import hma.master.switchover.StatusView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hma status}: who is active, what runs, what is next. */
@Command(name = "status", description = "Shows who is active, what runs and what is next.")
final class StatusCommand implements Callable<Integer> {
  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  StatusCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run(
        "status",
        options,
        master ->
            master
                .api()
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
