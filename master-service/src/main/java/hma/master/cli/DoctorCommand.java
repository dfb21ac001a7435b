package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.ApiJson;
import hma.master.api.Scope;
import hma.master.inspection.InspectionView;
import hma.master.switchover.PreflightReport;
import hma.protocol.Side;
import hma.sync.Finding;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma doctor}: what stands against a switchover. */
@Command(
    name = "doctor",
    description =
        "Names everything that stands against a switchover, and what it would move; HMA_SHARED_KEY"
            + " signs for it. Nothing is changed; the agent is woken for it.")
final class DoctorCommand implements Callable<Integer> {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

  private final Console console;

  @Mixin private final MasterOptions options = new MasterOptions();

  @Option(
      names = "--to",
      paramLabel = "SIDE",
      description =
          "the side that would be active: refused where it is already (default: the standby)")
  private Optional<Side> to = Optional.empty();

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.ofInspection(console, "doctor", this::begin);
  }

  private Future<Integer> begin(Vertx vertx) {
    ClientSettings settings = new ClientSettings(console.source());
    ApiClient master = new ApiClient(vertx, settings.master(options.url()));
    return settings
        .tokens(vertx)
        .compose(tokens -> master.startPreflight(to, tokens.issue(Scope.SWITCHOVER, TOKEN_LIFE)))
        .compose(begun ->
            new Workflows(vertx)
                .start(
                    "doctor",
                    () ->
                        InspectionFollower.follow(begun, view -> master.findPreflight(view.id()))))
        .map(this::shown);
  }

  private int shown(InspectionView<PreflightReport> ended) {
    PreflightReport report = ended.report();
    if (report == null) {
      console.complain("hma: " + ended.failure());
      return ExitCodes.COULD_NOT_TELL;
    }
    if (options.json()) {
      console.print(ApiJson.written(report));
    } else {
      new DoctorText(console.marks()).of(report).forEach(console::print);
    }
    if (!report.complete()) {
      return ExitCodes.COULD_NOT_TELL;
    }
    return Finding.problems(report.findings()).isEmpty() ? ExitCodes.OK : ExitCodes.DIFFERENT;
  }
}
