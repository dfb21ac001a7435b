package hma.sandbox.bench;

import hma.sandbox.Termination;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench outage}: how long nobody can write while the active role moves. */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is measured, and no write was lost",
      "1:a write was lost, or it could not go on",
      "2:an option is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./hma bench outage", "  ./hma bench outage --rows 2000000 --rate 500"},
    description = {
      "Measures the outage of switchovers through both real services while a worker writes,",
      "at one size of the data and at ten times that; beside it pg_dump -a | psql between stop",
      "and start, and what the log of changes costs the writers. Fails if a write is lost.",
      "Writes its part of docs/benchmarks.md."
    })
final class OutageCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "200000",
      description =
          "Rows of the large table; measured with ten times as many, too (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rate",
      paramLabel = "TPS",
      defaultValue = "500",
      description =
          "Transactions a second that all writers do together; each inserts, updates and deletes (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--writers",
      paramLabel = "N",
      defaultValue = "4",
      description = "Connections that the worker writes over (default: ${DEFAULT-VALUE}).")
  private int writers;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often it switches over there and back; the first round is the cold one (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private final ReportOutput output = new ReportOutput();

  @Override
  public Integer call() throws Exception {
    OutagePlan plan = output.plan(() -> new OutagePlan(rows, rate, writers, rounds));
    return Termination.run(
        () -> output.of(() -> new OutageBench(plan, Programs.find(), output::tell).run()));
  }
}
