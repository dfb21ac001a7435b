package hma.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ChaosCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--seconds, 0, 0 seconds of chaos are not possible",
    "--seconds, 100000, 100000 seconds of chaos are not possible",
    "--rows, 1, 1 rows cannot be made",
    "--seed, many, 'Invalid value for option ''--seed'''"
  })
  void refusesWhatCannotBe(String option, String value, String message) {
    int code = execute(option, value);

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void helps() {
    int code = execute("--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("--seconds=N", "--seed=S", "--json");
  }

  private int execute(String... arguments) {
    return new CommandLine(new ChaosCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(errors))
        .execute(arguments);
  }
}
