package hma.master.cli;

import hma.config.FailoverSettings;
import hma.master.api.ApiJson;
import hma.master.heroku.HerokuException;
import hma.master.journal.Deposed;
import hma.master.switchover.Failover;
import hma.master.switchover.FailoverPlan;
import hma.master.switchover.FailoverRefused;
import hma.master.switchover.FailoverSupport;
import hma.master.switchover.Step;
import hma.master.switchover.StepFailed;
import hma.master.switchover.StepListener;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.workflow.TimeLimitExceeded;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma failover}: makes the standby active when the other side can't be reached. */
@Command(
    name = "failover",
    description =
        "Makes the standby active as it stands, when the active side cannot be reached. It asks no"
            + " master: it needs the settings of the master service, with the DATABASE_URL of the"
            + " side that is to be active. After a kill, the same command goes on.")
final class FailoverCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "SIDE",
      completionCandidates = Candidates.Sides.class,
      description = "the side to be active afterwards: master or slave; DATABASE_URL is its own")
  private Side to = Side.MASTER;

  @Option(
      names = "--quantity",
      paramLabel = "TYPE=N",
      description =
          "how many of a process type to start (default: as many as the other side is to run, or"
              + " this database was told last, or one)")
  private Map<String, Integer> quantities = new HashMap<>();

  @Option(
      names = "--accept-loss",
      description =
          "accept that what was committed on the other side since the last copy is not here; where"
              + " there is a terminal, it is asked")
  private boolean acceptLoss;

  @Option(
      names = "--accept-split",
      description =
          "go on where it is not confirmed that the other side's worker stops: two workers may"
              + " write to two databases")
  private boolean acceptSplit;

  @Option(names = "--dry-run", description = "say all of that and change nothing")
  private boolean dryRun;

  FailoverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!dryRun) {
      console.interruption().leaves("stopped: the same command goes on where this ended");
    }
    return Outcome.of(console, "failover", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    ClientSettings settings = new ClientSettings(console.source());
    FailoverSupport.OtherSide master = master(vertx, settings);
    return settings
        .failover(vertx, to)
        .compose(
            found -> new Workflows(vertx).start("failover", () -> attempted(vertx, found, master)));
  }

  /** Must be given: that nobody answers at some address says nothing of the master. */
  private FailoverSupport.OtherSide master(Vertx vertx, ClientSettings settings) {
    if (to == Side.MASTER) {
      return () -> new FailoverSupport.Reach(false, "not asked");
    }
    URI address =
        settings
            .knownMaster(options.url())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "HMA_MASTER_URL is missing: set it, or --url, to the master's address, as in"
                        + " https://my-master-….herokuapp.com. A failover beside a master that"
                        + " answers is refused"));
    return new MasterReach(settings.client(vertx, address));
  }

  private int attempted(Vertx vertx, FailoverSettings settings, FailoverSupport.OtherSide master) {
    FailoverParts parts = new FailoverParts(vertx, settings, to);
    try {
      return run(parts, new Failover(parts.support(master, this::tell)));
    } catch (FailoverRefused refused) {
      return ended(refused, ExitCodes.REFUSED, "");
    } catch (StepFailed | HerokuException | TimeLimitExceeded | ProblemException | Deposed failed) {
      return ended(failed, ExitCodes.FAILED, "; the same command goes on where this ended");
    }
  }

  private int run(FailoverParts parts, Failover failover) {
    FailoverPlan plan = failover.plan(quantities);
    if (!options.json()) {
      FailoverText.of(plan).forEach(console::print);
    }
    refuseIfHealthy(plan);
    if (dryRun) {
      console.print(options.json() ? ApiJson.written(plan) : "dry run     nothing was changed");
      return ExitCodes.OK;
    }
    if (!plan.committed()) {
      refuseIfNotAccepted(failover, plan);
    }
    SwitchoverView ended = failover.run(plan, acceptSplit, id -> parts.keepLeading());
    List<String> lines = options.json() ? List.of(ApiJson.written(ended)) : Texts.of(ended);
    lines.forEach(console::print);
    return ended.state() == SwitchoverState.COMPLETED ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void tell(String failover, Step step, StepListener.Moment moment) {
    if (moment == StepListener.Moment.BEGUN && !options.json()) {
      console.print("  " + step.label());
    }
  }

  private void refuseIfHealthy(FailoverPlan plan) {
    if (plan.otherSideHealthy()) {
      throw new FailoverRefused(
          "%s: nothing needs to be lost. ./hma switchover --to %s moves the active role there; ./hma status says which side has it"
              .formatted(plan.otherSide(), to.label()));
    }
  }

  private void refuseIfNotAccepted(Failover failover, FailoverPlan plan) {
    if (plan.split() != null && !acceptSplit) {
      throw new FailoverRefused(plan.split() + ". " + failover.splitMeans());
    }
    if (acceptLoss) {
      return;
    }
    Optional<String> answer = console.ask("To lose that, type the name of the app to be active: ");
    if (answer.isEmpty()) {
      throw new FailoverRefused(
          "this loses what is named above (--dry-run shows it): accept that with --accept-loss");
    }
    if (!answer.get().strip().equals(plan.app())) {
      throw new FailoverRefused("that is not '%s': nothing was changed".formatted(plan.app()));
    }
  }

  private int ended(RuntimeException failure, int code, String remedy) {
    console.complain("hma: " + failure.getMessage() + remedy);
    return code;
  }
}
