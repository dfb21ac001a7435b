package hma.master.cli;

import hma.master.switchover.SwitchoverRequest;
import hma.protocol.Side;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma switchover}: asks a running master for a switchover. */
@Command(
    name = "switchover",
    description = "Asks a running master to move the active role; HMA_SHARED_KEY signs for it.")
final class SwitchoverCommand implements Callable<Integer> {
  private final Console console;
  private final MasterAccess access;

  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SIDE",
      completionCandidates = Candidates.Sides.class,
      description = "the side to be active afterwards: master or slave")
  private Side to = Side.MASTER;

  @Option(
      names = "--from",
      paramLabel = "SIDE",
      completionCandidates = Candidates.Sides.class,
      description = "the side believed active: refused where it is not")
  private Optional<Side> from = Optional.empty();

  @Option(
      names = "--dry-run",
      description =
          "rehearse it: everything up to the stop, undone then, and the outage to expect; waits for"
              + " its end")
  private boolean dryRun;

  SwitchoverCommand(Console console, MasterAccess access) {
    this.console = console;
    this.access = access;
  }

  @Override
  public Integer call() {
    SwitchoverRequest wanted = new SwitchoverRequest(to, from);
    return access.run(
        "switchover",
        options.master(),
        master ->
            new MasterCall(console, options.master(), master)
                .begin(
                    (api, token) -> dryRun ? api.rehearse(wanted, token) : api.start(wanted, token),
                    dryRun || options.follow()));
  }
}
