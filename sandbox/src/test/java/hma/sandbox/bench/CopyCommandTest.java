package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CopyCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--rows, 999, --rows is 999: it is 1000 to 1000000000",
    "--rows, many, 'many'",
    "--change, 0, --change is 0.0: it is more than 0",
    "--change, 101, --change is 101.0",
    "--change, NaN, --change is NaN",
    "--rounds, 0, --rounds is 0: it is 1 to 100",
    "--speed, 1, Unknown option"
  })
  void refusesWhatItCannotMeasure(String option, String value, String message) {
    StringWriter errors = new StringWriter();

    int code = commandLine(errors).execute("copy", option, value);

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void helps() {
    StringWriter output = new StringWriter();
    CommandLine commandLine = commandLine(new StringWriter()).setOut(new PrintWriter(output));

    int code = commandLine.execute("copy", "--help");

    assertThat(code).isZero();
    assertThat(output.toString())
        .contains("--rows", "--change", "--rounds", "--json", "--output", "2000000");
  }

  private static CommandLine commandLine(StringWriter errors) {
    return new CommandLine(new BenchCommand()).setErr(new PrintWriter(errors));
  }
}
