package hma.sandbox.chaos;

import hma.sandbox.Sandbox;
import hma.sandbox.SandboxOptions;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.SandboxOptions.Nature;
import hma.sandbox.Termination;
import hma.sandbox.demo.DataPlan;
import hma.sandbox.demo.DemoDatabases;
import hma.sandbox.demo.DemoFailure;
import hma.sandbox.demo.Uninterrupted;
import hma.sandbox.demo.WorkerCommand;
import hma.sandbox.dyno.DynoLimits;
import hma.sandbox.dyno.DynoSize;
import hma.sandbox.router.RouterLimits;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos}: whatever can go wrong, at random, with real processes. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was lost, and never two workers wrote",
      "1:something was, or it could not go on",
      "2:an option is wrong",
      "130, 143:ended by Ctrl-C or SIGTERM"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./hma chaos", "  ./hma chaos --seconds 600 --seed 42", "  ./hma chaos --json"},
    description = {
      "Lets go wrong at random whatever can, with real processes, and proves that nothing came of it.",
      "Two masters, the agent, a worker that writes all the time, both databases and a local Heroku,"
          + " while switchovers are asked for there and back."
    })
public final class ChaosCommand implements Callable<Integer> {
  /**
   * Short, so that much happens in a minute; the grace of a worker is longer than its time to end
   * and than the longest time for which one is frozen.
   */
  private static final Duration STOP_GRACE = Duration.ofSeconds(6);

  private static final Duration TERM_TO_KILL = Duration.ofSeconds(2);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long things go wrong (default: ${DEFAULT-VALUE}); calm and proof follow.")
  private long seconds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What every choice begins with; without it any, which is told.")
  private @Nullable Long seed;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Rows in all tables together (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(names = "--json", description = "Prints the result as JSON, everything else as errors.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    ChaosPlan plan = plan();
    return Termination.run(() -> chaos(plan));
  }

  /** Everything that is started is stopped and removed on the way out, whatever the way. */
  private int chaos(ChaosPlan plan) {
    try (DemoDatabases databases = DemoDatabases.create()) {
      ChaosResult result = Uninterrupted.beforeClosing(() -> onDatabases(databases, plan));
      show(result);
      return result.passed() ? 0 : 1;
    } catch (Exception failure) {
      tell(DemoFailure.reason(failure));
      tell("FAIL");
      return 1;
    }
  }

  private ChaosResult onDatabases(DemoDatabases databases, ChaosPlan plan) {
    tell("seed " + plan.seed() + ", " + plan.length().toSeconds() + " s");
    tell("starting both databases, a local Heroku, both services and the worker");
    GivenDatabases given = databases.start(DataPlan.of(plan.rows()));
    StepCount steps = new StepCount();
    SandboxOptions options = options(databases, given, plan).withLogListener(steps);
    try (Sandbox sandbox = Sandbox.start(options);
        ChaosProgress progress = new ChaosProgress(talk(), plan.length())) {
      Trace trace = new Trace(progress);
      Ground ground = new Ground(databases, sandbox, steps);
      return Uninterrupted.beforeClosing(
          () -> new ChaosRun(ground, plan, options.home(), trace).run());
    }
  }

  private static SandboxOptions options(
      DemoDatabases databases, GivenDatabases given, ChaosPlan plan) {
    Nature nature =
        new Nature(
            DynoLimits.defaults().withStopGrace(TERM_TO_KILL),
            RouterLimits.defaults(),
            // Of these an app may have two of a type: two masters.
            DynoSize.STANDARD_1X,
            Optional.empty());
    boolean live = new Random(plan.seed()).nextInt(4) != 0;
    return SandboxOptions.defaults()
        .withDatabases(given)
        .withWorker(WorkerCommand.recordingIn(databases.records()))
        .withNature(nature)
        .withMasterVars(
            Map.of(
                "HMA_STOP_GRACE",
                STOP_GRACE.toSeconds() + "s",
                "HMA_LIVE_COPY",
                live ? "on" : "off",
                // Secrets are searched for in both forms of the log, and in all that can be in it.
                "HMA_LOG",
                plan.seed() % 2 == 0 ? "logfmt" : "json",
                "HMA_LOG_LEVEL",
                plan.seed() % 2 == 0 ? "info" : "debug"));
  }

  private void show(ChaosResult result) {
    if (json) {
      PrintWriter out = spec().commandLine().getOut();
      out.println(ChaosReport.json(result).encodePrettily());
      out.flush();
    }
    ChaosReport.print(result, talk());
    tell(result.passed() ? "PASS" : "FAIL");
  }

  private ChaosPlan plan() {
    try {
      long chosen =
          Optional.ofNullable(seed).orElseGet(() -> (long) new Random().nextInt(1, 1_000_000));
      DataPlan.of(rows);
      return new ChaosPlan(chosen, Duration.ofSeconds(seconds), rows);
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(
          spec().commandLine(), Objects.requireNonNull(outOfRange.getMessage()));
    }
  }

  private void tell(String step) {
    PrintWriter to = talk();
    to.println("chaos: " + step);
    to.flush();
  }

  private PrintWriter talk() {
    return json ? spec().commandLine().getErr() : spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
