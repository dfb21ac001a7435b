package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Problem;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hma cancel}: calls off what runs. */
@Command(
    name = "cancel",
    description =
        "Asks a running master to call off the switchover, refresh or rehearsal that runs: possible"
            + " until the worker has stopped, or the standby is committed. Waits until what was"
            + " begun is undone. HMA_SHARED_KEY signs for it.")
final class CancelCommand implements Callable<Integer> {
  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "only if it is this one that runs (default: whatever runs)")
  private Optional<String> id = Optional.empty();

  CancelCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run(
        "cancel", options, master -> new MasterCall(console, options, master).cancel(this::cancel));
  }

  private Future<SwitchoverView> cancel(ApiClient master, String token) {
    return id.map(Future::succeededFuture)
        .orElseGet(() -> master.status().map(CancelCommand::running))
        .compose(wanted -> master.cancel(wanted, token));
  }

  private static String running(StatusView status) {
    if (status.switchover() == null) {
      throw new Problem(
              404,
              "nothing-runs",
              "The request is refused",
              "neither a switchover nor a refresh nor a rehearsal is running: there is nothing to call off",
              false)
          .asException();
    }
    return status.switchover().id();
  }
}
