package hma.sandbox.bench;

import hma.sandbox.SandboxOptions;
import hma.sandbox.Termination;
import hma.sandbox.demo.DemoFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench copy}: full copies and switchovers after a change, against other programs. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = {
      "Measures full copies and switchovers after a change through both real services,",
      "against psql COPY, pg_dump and pgcopydb where they are installed.",
      "Writes docs/benchmarks.md."
    })
final class CopyCommand implements Callable<Integer> {
  private static final Path DOCUMENT = Path.of("docs", "benchmarks.md");

  @Spec private @Nullable CommandSpec spec;

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

  @Option(names = "--json", description = "Prints JSON on standard output instead of a table.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "F",
      description = "Where the document is written (default: docs/benchmarks.md).")
  private @Nullable Path output;

  @Override
  public Integer call() throws Exception {
    CopyPlan plan = plan();
    return Termination.run(() -> bench(plan));
  }

  /** 0 when all was measured, whatever the numbers say: that is what the report is for. */
  private int bench(CopyPlan plan) {
    try {
      CopyReport report = new CopyBench(plan, Programs.find(), this::tell).run();
      show(report);
      Path document = Optional.ofNullable(output).orElseGet(CopyCommand::document);
      CopyDocument.write(report, document);
      tell("written to " + document);
      return 0;
    } catch (RuntimeException | IOException failure) {
      tell(DemoFailure.reason(failure));
      return 1;
    }
  }

  private void show(CopyReport report) {
    PrintWriter out = spec().commandLine().getOut();
    if (json) {
      out.println(CopyJson.of(report).encodePrettily());
    } else {
      CopyTable.print(report, out);
    }
    out.flush();
  }

  private static Path document() {
    return SandboxOptions.defaults().home().resolve(DOCUMENT);
  }

  private CopyPlan plan() {
    try {
      return new CopyPlan(rows, change, rounds);
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(
          spec().commandLine(), Objects.requireNonNull(outOfRange.getMessage()));
    }
  }

  /** On standard error, so that standard output holds the report alone. */
  private void tell(String what) {
    PrintWriter err = spec().commandLine().getErr();
    err.println("bench: " + what);
    err.flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
