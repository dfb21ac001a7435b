package hma.master.cli;

import hma.config.SettingsSource;
import java.io.PrintWriter;

/**
 * What a command reads from and writes to.
 *
 * @param out for results
 * @param err for what went wrong
 * @param source the settings
 */
public record Console(PrintWriter out, PrintWriter err, SettingsSource source) {

  /** That of this process. */
  public static Console ofThisProcess() {
    return new Console(
        new PrintWriter(System.out, true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        SettingsSource.ofThisProcess());
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
