package hma.sandbox.bench;

import hma.sandbox.SandboxOptions;
import hma.sandbox.demo.DemoFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say where a measurement's report goes, and its way there. */
final class ReportOutput {
  private static final Path DOCUMENT = Path.of("docs", "benchmarks.md");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Prints JSON on standard output instead of a table.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "F",
      description = "Where the document is written (default: docs/benchmarks.md).")
  private @Nullable Path output;

  /** A report in its three forms. */
  interface Report {
    /** For other programs. */
    JsonObject json();

    /** For a terminal. */
    void print(PrintWriter out);

    /** For the document, as a part of it. */
    void write(Path document) throws IOException;
  }

  /** Measures something. */
  @FunctionalInterface
  interface Measuring {
    /** It blocks; an interrupt ends it. */
    Report run() throws IOException;
  }

  /**
   * Measures and reports.
   *
   * @return 0 when all was measured, whatever the numbers say: that is what the report is for
   */
  int of(Measuring measuring) {
    try {
      Report report = measuring.run();
      show(report);
      Path document =
          Optional.ofNullable(output)
              .orElseGet(() -> SandboxOptions.defaults().home().resolve(DOCUMENT));
      report.write(document);
      tell("written to " + document);
      return 0;
    } catch (RuntimeException | IOException failure) {
      tell(DemoFailure.reason(failure));
      return 1;
    }
  }

  private void show(Report report) {
    PrintWriter out = spec().commandLine().getOut();
    if (json) {
      out.println(report.json().encodePrettily());
    } else {
      report.print(out);
    }
    out.flush();
  }

  /**
   * Makes a plan of what the options say.
   *
   * @throws ParameterException with what the plan refuses
   */
  <T> T plan(Supplier<T> plan) {
    try {
      return plan.get();
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(
          spec().commandLine(), Objects.requireNonNull(outOfRange.getMessage()));
    }
  }

  /** On standard error, so that standard output holds the report alone. */
  void tell(String what) {
    PrintWriter err = spec().commandLine().getErr();
    err.println("bench: " + what);
    err.flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "set by picocli");
  }
}
