package hma.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where it was measured.
 *
 * @param at when
 * @param processor its model and how many there are
 * @param memoryBytes of the whole machine
 * @param system Linux and its version
 * @param java the JVM's version
 * @param server the PostgreSQL servers' version
 * @param missing what could not be compared and why
 */
record Machine(
    Instant at,
    String processor,
    long memoryBytes,
    String system,
    String java,
    String server,
    List<String> missing) {
  private static final long KIBI = 1024;

  /** Copies the list. */
  Machine {
    missing = List.copyOf(missing);
  }

  /** This one, now. */
  static Machine here(String server, List<String> missing) {
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        Runtime.getRuntime().availableProcessors() + " × " + first("cpuinfo", "model name"),
        Long.parseLong(first("meminfo", "MemTotal").replaceAll("[^0-9]", "")) * KIBI,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        server,
        missing);
  }

  private static String first(String file, String field) {
    try {
      return Files.readAllLines(Path.of("/proc", file)).stream()
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("0");
    } catch (IOException unreadable) {
      return "0";
    }
  }
}
