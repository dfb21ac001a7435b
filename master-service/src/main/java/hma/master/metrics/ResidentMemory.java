package hma.master.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux counts as this process's memory. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "VmRSS:";
  private static final long KIBIBYTE = 1024;

  private ResidentMemory() {}

  /** In bytes; not a number where there is no Linux. */
  static double bytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(LINE))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
          .findFirst()
          .orElseThrow(() -> new IOException(STATUS + " lacks " + LINE));
    } catch (IOException elsewhere) {
      return Double.NaN;
    }
  }
}
