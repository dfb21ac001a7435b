package hma.sandbox.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the workers were promised: each acknowledged row, noted outside the databases. */
record Notes(Path folder) {
  /**
   * One worker process.
   *
   * @param name its side and something unique
   * @param numbers the rows that were acknowledged to it
   * @param begun when it began to write its first row, in milliseconds since 1970
   * @param ended when its last row was acknowledged
   */
  record Shift(String name, List<Long> numbers, long begun, long ended) {
    private static Shift read(Path file) {
      try {
        List<String[]> lines =
            Files.readAllLines(file).stream().map(l -> l.split(" ", -1)).toList();
        return new Shift(
            file.getFileName().toString(),
            lines.stream().map(line -> Long.valueOf(line[0])).toList(),
            Long.parseLong(lines.getFirst()[1]),
            Long.parseLong(lines.getLast()[2]));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** The line that starts a worker which notes here. */
  String command() {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .reduce((left, right) -> left + File.pathSeparator + right)
            .orElseThrow();
    return "exec java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s '%s'"
        .formatted(classPath, Teller.class.getName(), folder.toAbsolutePath());
  }

  /** The line that starts one which opens a session for each row, so many milliseconds apart. */
  String commandOfShortSessions(int pauseMillis) {
    return command() + " " + pauseMillis;
  }

  List<Shift> shifts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toFile().length() > 0)
          .map(Shift::read)
          .sorted(Comparator.comparingLong(Shift::begun))
          .toList();
    }
  }

  /** Acknowledged rows that the database does not have. */
  List<Long> missingIn(Database database) throws Exception {
    List<Long> noted = new ArrayList<>();
    shifts().forEach(process -> noted.addAll(process.numbers()));
    noted.removeAll(
        Set.copyOf(database.rows("SELECT n FROM ledger").stream().map(Long::valueOf).toList()));
    return noted;
  }

  /** Pairs of processes that wrote at the same time. */
  List<String> overlaps() throws IOException {
    List<String> overlaps = new ArrayList<>();
    Shift before = null;
    for (Shift process : shifts()) {
      if (before != null && process.begun() < before.ended()) {
        overlaps.add(before.name() + " and " + process.name());
      }
      if (before == null || process.ended() > before.ended()) {
        before = process;
      }
    }
    return overlaps;
  }
}
