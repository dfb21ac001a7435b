package hma.sandbox.bench;

import hma.sandbox.Termination;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench copy}: full copies and switchovers after a change, against other programs. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is measured", "1:it could not go on", "2:an option is wrong"},
    footerHeading = "%nExamples:%n",
    footer = {"  ./hma bench copy", "  ./hma bench copy --rows 300000 --rounds 2"},
    description = {
      "Measures full copies and switchovers after a change through both real services,",
      "against psql COPY, pg_dump and pgcopydb where they are installed.",
      "Writes its part of docs/benchmarks.md."
    })
final class CopyCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Rows of each workload (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--change",
      paramLabel = "PERCENT",
      defaultValue = "1",
      description = "How many rows change before a switchover back (default: ${DEFAULT-VALUE}).")
  private double change;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How often; the first round is the cold one (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private final ReportOutput output = new ReportOutput();

  @Override
  public Integer call() throws Exception {
    CopyPlan plan = output.plan(() -> new CopyPlan(rows, change, rounds));
    return Termination.run(
        () -> output.of(() -> new CopyBench(plan, Programs.find(), output::tell).run()));
  }
}
