package hma.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A command's part of {@code docs/benchmarks.md}; the file's other parts are left alone. */
final class DocumentPart {
  private static final String HEAD =
      """
      # Benchmarks

      No number here was typed by hand: each part is written by the command that it names. Ratios are
      what counts; the seconds say more about the machine.

      """;

  private final String begin;
  private final String end;

  /**
   * The part of a command.
   *
   * @param command as in {@code bench copy}
   */
  DocumentPart(String command) {
    this.begin = "<!-- written by ./hma %s -->".formatted(command);
    this.end = "<!-- end of ./hma %s -->".formatted(command);
  }

  /** Writes it in place of what an earlier run wrote, or at the end. */
  void write(String part, Path file) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : HEAD;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, placed(before, part));
  }

  private String placed(String document, String part) {
    int from = document.indexOf(begin);
    int to = document.indexOf(end);
    String wrapped = begin + "\n" + part + end;
    if (from < 0 || to < from) {
      return document.stripTrailing() + "\n\n" + wrapped + "\n";
    }
    return document.substring(0, from) + wrapped + document.substring(to + end.length());
  }

  /**
   * Where it was measured, as a list.
   *
   * @param how what is measured and how, a line of the list that may go on over several
   */
  static String machine(Machine machine, String how) {
    String missing =
        machine.missing().stream()
            .map(what -> "\n- Not compared: " + what)
            .collect(Collectors.joining());
    return """
    - %s
    - %s, %s of memory, %s; load in the minute before: %s
    - %s; %s; both services in heaps of 64 MiB, through the sandbox's routers
    - %s%s

    """
        .formatted(
            machine.at(),
            machine.processor(),
            Rendering.mebibytes(machine.memoryBytes()),
            machine.system(),
            Rendering.number(machine.loadBefore()),
            machine.server(),
            machine.java(),
            how.strip(),
            missing);
  }

  /** The bounds, as a table. */
  static String bounds(List<Bound> bounds) {
    return bounds.stream()
        .map(bound ->
            "| %s | %s %s | %s | %s | **%s** |%n"
                .formatted(
                    escaped(bound.what()),
                    BoundLines.limit(bound),
                    bound.unit(),
                    BoundLines.shown(bound.warm()),
                    BoundLines.shown(bound.cold()),
                    bound.verdict()))
        .collect(
            Collectors.joining(
                "", "| to reach | at most | warm | cold | |\n|---|---|---|---|---|\n", "\n"));
  }

  /** For a cell of a table. */
  static String escaped(String cell) {
    return cell.replace("|", "\\|");
  }
}
