package hma.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OutageCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--rows, 999, --rows is 999: it is 1000 to 100000000",
    "--rows, many, 'many'",
    "--rate, 0, --rate is 0: it is 1 to 100000",
    "--rate, 3, --writers is 4: it is 1 to 100 and at most --rate",
    "--writers, 0, --writers is 0",
    "--writers, 101, --writers is 101",
    "--rounds, 0, --rounds is 0: it is 1 to 100",
    "--change, 1, Unknown option"
  })
  void refusesWhatItCannotMeasure(String option, String value, String message) {
    StringWriter errors = new StringWriter();

    int code = commandLine(errors).execute("outage", option, value);

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void helps() {
    StringWriter output = new StringWriter();
    CommandLine commandLine = commandLine(new StringWriter()).setOut(new PrintWriter(output));

    int code = commandLine.execute("outage", "--help");

    assertThat(code).isZero();
    assertThat(output.toString())
        .contains("--rows", "--rate", "--writers", "--rounds", "--json", "--output", "200000");
  }

  private static CommandLine commandLine(StringWriter errors) {
    return new CommandLine(new BenchCommand()).setErr(new PrintWriter(errors));
  }
}
