package hma.master.cli;

import hma.config.SettingsSource;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command reads from and writes to.
 *
 * @param out for results
 * @param err for what went wrong
 * @param source the settings
 * @param marks how good and bad are marked
 * @param audience who sees the results
 * @param typed reads a line that a person types after a prompt; empty where nobody sits there
 * @param interruption what a signal means for the work
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    SettingsSource source,
    Marks marks,
    Audience audience,
    Function<String, Optional<String>> typed,
    Interruption interruption) {
  /** For one command, of which a signal leaves nothing. */
  public Console(
      PrintWriter out,
      PrintWriter err,
      SettingsSource source,
      Marks marks,
      Audience audience,
      Function<String, Optional<String>> typed) {
    this(out, err, source, marks, audience, typed, new Interruption());
  }

  /** Without signs that a pipe or a test would not show, and with nobody to be asked. */
  public Console(PrintWriter out, PrintWriter err, SettingsSource source) {
    this(out, err, source, Marks.PLAIN, Audience.READS, prompt -> Optional.empty());
  }

  /** Who sees the results of a command. */
  public enum Audience {
    /** Somebody in front of a terminal, where what was drawn can be drawn over. */
    WATCHES,
    /** Whoever reads a pipe or a file. */
    READS,
    /** No one: only what goes wrong is told. */
    NOBODY
  }

  /** The same, where nothing is printed but what goes wrong. */
  Console quiet() {
    return new Console(
        new PrintWriter(Writer.nullWriter()),
        err,
        source,
        marks,
        Audience.NOBODY,
        typed,
        interruption);
  }

  /** That of this process. */
  public static Console ofThisProcess() {
    return new Console(
        new PrintWriter(ResultStream.ofThisProcess(), true, System.out.charset()),
        new PrintWriter(System.err, true, System.err.charset()),
        SettingsSource.ofThisProcess(),
        isTerminalWithSigns() ? Marks.SIGNS : Marks.PLAIN,
        terminal().isPresent() ? Audience.WATCHES : Audience.READS,
        Console::typedOnTheTerminal);
  }

  private static Optional<String> typedOnTheTerminal(String prompt) {
    return terminal().map(terminal -> terminal.readLine("%s", prompt));
  }

  private static Optional<java.io.Console> terminal() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
  }

  private static boolean isTerminalWithSigns() {
    return terminal().isPresent() && System.out.charset().equals(StandardCharsets.UTF_8);
  }

  /** One line of a result. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** What a person answers; empty where nobody can be asked. */
  Optional<String> ask(String prompt) {
    return typed.apply(prompt);
  }

  /** Whether a result could not be written, as to a disk that is full. */
  boolean hasLostResults() {
    return out.checkError();
  }

  /** One line about what went wrong. */
  void complain(String line) {
    err.println(line);
    err.flush();
  }
}
