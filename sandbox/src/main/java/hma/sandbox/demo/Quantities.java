package hma.sandbox.demo;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Quantities {
  private static final double KILO = 1000;

  private Quantities() {}

  /** As in {@code 500,123}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** In decimal units, as in {@code 61.2 MB}. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    if (bytes < KILO * KILO) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / KILO);
    }
    if (bytes < KILO * KILO * KILO) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / KILO / KILO);
    }
    return String.format(Locale.ROOT, "%.2f GB", bytes / KILO / KILO / KILO);
  }

  /** As in {@code 12.3 MB/s}; a dash for no time or nothing moved. */
  public static String rate(long bytes, Duration duration) {
    if (bytes == 0 || duration.toMillis() <= 0) {
      return "-";
    }
    return bytes(Math.round(bytes * KILO / duration.toMillis())) + "/s";
  }

  /** As in {@code 1.25 s}. */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / KILO);
  }
}
