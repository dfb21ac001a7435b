package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverRequest;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Problem;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma rehearse}: a switchover without the switch. */
@Command(
    name = "rehearse",
    description = {
      "Asks a running master to rehearse a switchover: the whole live copy into the standby, while"
          + " the worker goes on, in a transaction that is rolled back; then what is to be done in"
          + " the outage. Tells the outage to expect. HMA_SHARED_KEY signs for it.",
      "Stopping this command does not stop the rehearsal: hma cancel does."
    })
final class RehearseCommand implements Callable<Integer> {
  private final Console console;
  private final MasterAccess access;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = "--to",
      paramLabel = "SIDE",
      completionCandidates = Candidates.Sides.class,
      description = "the side that would be active (default: the standby)")
  private Optional<Side> to = Optional.empty();

  RehearseCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    return access.run(
        "rehearse",
        options,
        master -> new MasterCall(console, options, master).begin(this::rehearse, true));
  }

  private Future<SwitchoverView> rehearse(ApiClient master, String token) {
    return target(master)
        .compose(side -> master.rehearse(new SwitchoverRequest(side, Optional.empty()), token));
  }

  private Future<Side> target(ApiClient master) {
    return to.map(Future::succeededFuture)
        .orElseGet(() -> master.status().map(RehearseCommand::standby));
  }

  private static Side standby(StatusView status) {
    Side active = status.active();
    if (active == null) {
      throw new Problem(
              503,
              "not-ready",
              "The request is refused",
              "it is not known yet which side is active: see ./hma status",
              true)
          .asException();
    }
    return active.other();
  }
}
