package hma.sandbox.demo;

import hma.sandbox.ReadyFile;
import hma.sandbox.Sandbox;
import hma.sandbox.SandboxOptions;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: a switchover each way on this machine, proven. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was lost, and never two workers wrote",
      "1:something was, or the demo could not go on",
      "2:an option is wrong",
      "130, 143:ended by Ctrl-C or SIGTERM"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./hma demo",
      "  ./hma demo --rows 2000000 --report demo.json",
      "  ./hma demo --keep"
    },
    description = {
      "Shows a switchover each way on this machine, and proves that nothing was lost.",
      "Two embedded databases, a local Heroku, both services, a worker that writes all the time."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Rows in all tables together (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(names = "--report", paramLabel = "F", description = "Writes the result as JSON, too.")
  private @Nullable Path report;

  @Option(names = "--keep", description = "Leaves it running afterwards, until Ctrl-C.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    DataPlan plan = plan();
    return Termination.run(() -> demo(plan));
  }

  /** Everything that is started is stopped and removed on the way out, whatever the way. */
  private int demo(DataPlan plan) {
    try (DemoDatabases databases = DemoDatabases.create()) {
      return Uninterrupted.beforeClosing(() -> onDatabases(databases, plan));
    } catch (Exception failure) {
      String reason = DemoFailure.reason(failure);
      return conclude(new DemoResult(List.of(), Optional.empty(), List.of(reason)));
    }
  }

  private int onDatabases(DemoDatabases databases, DataPlan plan) {
    tell("making " + Quantities.count(plan.total()) + " rows in fifteen tables");
    GivenDatabases given = databases.start(plan);
    SandboxOptions options =
        SandboxOptions.defaults()
            .withDatabases(given)
            .withWorker(WorkerCommand.recordingIn(databases.records()));
    tell("starting the sandbox: a local Heroku, both services and the worker");
    try (Sandbox sandbox = Sandbox.start(options)) {
      Stage stage = stage(sandbox, databases.records(), plan);
      return Uninterrupted.beforeClosing(() -> onStage(sandbox, stage));
    }
  }

  private int onStage(Sandbox sandbox, Stage stage) {
    DemoResult result = new DemoRun(stage, DemoPace.forRows(stage.expectedRows()), out()).run();
    boolean signalled = Thread.currentThread().isInterrupted();
    if (!result.passed() && !signalled) {
      SandboxNotes.printLogs(sandbox, out());
    }
    int code = conclude(result);
    if (keep && !signalled) {
      SandboxNotes.printAddresses(sandbox.ready(), out());
      stayUntilInterrupted();
    }
    tell("stopping everything");
    return code;
  }

  private int conclude(DemoResult result) {
    DemoSummary.print(result, out());
    boolean passed = reported(result) && result.passed();
    out().println(passed ? "demo: PASS" : "demo: FAIL");
    out().flush();
    return passed ? 0 : 1;
  }

  private boolean reported(DemoResult result) {
    if (report == null) {
      return true;
    }
    try {
      DemoReport.write(result, report);
      return true;
    } catch (IOException unwritable) {
      out().println("  FAILED: the report cannot be written to " + report);
      return false;
    }
  }

  private static void stayUntilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException signal) {
      // That is what it waits for.
    }
  }

  private static Stage stage(Sandbox sandbox, Path records, DataPlan plan) {
    ReadyFile ready = sandbox.ready();
    return new Stage(
        ready.master().url(),
        ready.sharedKey(),
        JdbcAddress.of(ready.master().database().reveal()),
        JdbcAddress.of(ready.slave().database().reveal()),
        records,
        plan.total());
  }

  private DataPlan plan() {
    try {
      return DataPlan.of(rows);
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(spec().commandLine(), "--rows: " + outOfRange.getMessage());
    }
  }

  private void tell(String step) {
    out().println("demo: " + step);
    out().flush();
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
