package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.inspection.InspectionView;
import hma.master.switchover.PreflightReport;
import hma.protocol.Side;
import hma.sync.Finding;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma doctor}: what stands against a switchover. */
@Command(
    name = "doctor",
    description =
        "Names everything that stands against a switchover, and what it would move; HMA_SHARED_KEY"
            + " signs for it. Nothing is changed; the agent is woken for it.")
final class DoctorCommand
    implements Callable<Integer>, InspectionOptions.Inspection<PreflightReport> {
  @Mixin private final InspectionOptions inspections;

  @Option(
      names = "--to",
      paramLabel = "SIDE",
      completionCandidates = Candidates.Sides.class,
      description =
          "the side that would be active: refused where it is already (default: the standby)")
  private Optional<Side> to = Optional.empty();

  DoctorCommand(Console console, MasterAccess access) {
    this.inspections = new InspectionOptions(console, access);
  }

  @Override
  public Integer call() {
    return inspections.run("doctor", this);
  }

  @Override
  public Future<InspectionView<PreflightReport>> begin(ApiClient master, String token) {
    return master.startPreflight(to, token);
  }

  @Override
  public Future<InspectionView<PreflightReport>> find(
      ApiClient master, String id, Supplier<String> token) {
    return master.findPreflight(id);
  }

  @Override
  public List<String> text(PreflightReport report, Marks marks) {
    return new DoctorText(marks).of(report);
  }

  @Override
  public int exitCode(PreflightReport report) {
    if (!report.complete()) {
      return ExitCodes.COULD_NOT_TELL;
    }
    return Finding.problems(report.findings()).isEmpty() ? ExitCodes.OK : ExitCodes.DIFFERENT;
  }
}
