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
 * @param loadBefore how many processes wanted a processor in the minute before: much more than none
 *     means that others were at work, too
 * @param missing what could not be compared and why
 */
record Machine(
    Instant at,
    String processor,
    long memoryBytes,
    String system,
    String java,
    String server,
    double loadBefore,
    List<String> missing) {
  private static final long KIBI = 1024;

  /** Copies the list. */
  Machine {
    missing = List.copyOf(missing);
  }

  /** This one, now. */
  static Machine here(String server, double loadBefore, List<String> missing) {
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        Runtime.getRuntime().availableProcessors() + " × " + first("cpuinfo", "model name"),
        Long.parseLong(first("meminfo", "MemTotal").replaceAll("[^0-9]", "")) * KIBI,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        server,
        loadBefore,
        missing);
  }

  /**
   * The load of the last minute (<a
   * href="https://man7.org/linux/man-pages/man5/proc_loadavg.5.html">proc_loadavg(5)</a>).
   */
  static double load() {
    try {
      return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
    } catch (IOException unreadable) {
      return 0;
    }
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
