package hma.master.cli;

import hma.config.SettingsSource;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a command reads from and writes to.
 *
 * @param out for results
 * @param err for what went wrong
 * @param source the settings
 * @param marks how good and bad are marked
 */
public record Console(PrintWriter out, PrintWriter err, SettingsSource source, Marks marks) {
  /** Without signs that a pipe or a test would not show. */
  public Console(PrintWriter out, PrintWriter err, SettingsSource source) {
    this(out, err, source, Marks.PLAIN);
  }

  /** That of this process. */
  public static Console ofThisProcess() {
    return new Console(
        new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        SettingsSource.ofThisProcess(),
        isTerminalWithSigns() ? Marks.SIGNS : Marks.PLAIN);
  }

  private static boolean isTerminalWithSigns() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent()
        && System.out.charset().equals(StandardCharsets.UTF_8);
  }

  /** One line of a result. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** One line about what went wrong. */
  void complain(String line) {
    err.println(line);
    err.flush();
  }
}
