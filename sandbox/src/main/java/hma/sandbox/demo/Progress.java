package hma.sandbox.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows a switchover while it goes on. */
sealed interface Progress extends AutoCloseable permits ProgressOnTerminal, ProgressInLines {
  /**
   * Where nobody watches a line change, there are lines.
   *
   * @param title what is going on
   * @param expectedRows how many rows it will move, about
   * @param out where lines go
   */
  static Progress of(String title, long expectedRows, PrintWriter out) {
    // Null and "not a terminal" both occur: it depends on the JDK's release.
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new ProgressOnTerminal(title, expectedRows)
        : new ProgressInLines(title, out);
  }

  /** Shows what it looks like now. */
  void show(Switchover switchover);

  @Override
  void close();
}
