package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.inspection.ComparisonReport;
import hma.master.inspection.ComparisonRequest;
import hma.master.inspection.InspectionView;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hma compare}: whether both sides hold the same. */
@Command(
    name = "compare",
    description =
        "Compares the data of both sides by fingerprints; HMA_SHARED_KEY signs for it. Nothing is"
            + " changed; the agent is woken for it.")
final class CompareCommand
    implements Callable<Integer>, InspectionOptions.Inspection<ComparisonReport> {
  @Mixin private final InspectionOptions inspections;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "name the first N differing keys of each table, at most 1000; differing rows of a table"
              + " without a key are counted")
  private int rows;

  @Option(
      names = "--table",
      arity = "1..*",
      paramLabel = "PATTERN",
      description = "compare these tables only, as in 'public.order*' (default: those that move)")
  private List<String> tables = List.of();

  CompareCommand(Console console, MasterAccess access) {
    this.inspections = new InspectionOptions(console, access);
  }

  @Override
  public Integer call() {
    return inspections.run("compare", this);
  }

  @Override
  public Future<InspectionView<ComparisonReport>> begin(ApiClient master, String token) {
    return master.startComparison(new ComparisonRequest(tables, rows), token);
  }

  @Override
  public Future<InspectionView<ComparisonReport>> find(
      ApiClient master, String id, Supplier<String> token) {
    return master.findComparison(id, token.get());
  }

  @Override
  public List<String> text(ComparisonReport report, Marks marks) {
    return new CompareText(marks).of(report);
  }

  @Override
  public int exitCode(ComparisonReport report) {
    if (report.equal()) {
      return ExitCodes.OK;
    }
    return report.differs() ? ExitCodes.DIFFERENT : ExitCodes.COULD_NOT_TELL;
  }
}
