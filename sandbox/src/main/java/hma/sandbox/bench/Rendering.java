package hma.sandbox.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as the bench's reports show them, the same in every locale. */
final class Rendering {
  private static final double MILLIS = 1000;
  private static final double MEBI = 1024.0 * 1024.0;

  private Rendering() {}

  /** Seconds, as in {@code 5.43 s}. */
  static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.2f s", millis / MILLIS);
  }

  /** Seconds, as in {@code 5.43 s}. */
  static String seconds(long millis) {
    return seconds((double) millis);
  }

  /** As in {@code 1,234 ms}. */
  static String millis(double millis) {
    return whole(millis) + " ms";
  }

  /** As in {@code 1,234 ms}. */
  static String millis(long millis) {
    return millis((double) millis);
  }

  /** To the nearest whole number, as in {@code 1,234}. */
  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** As in {@code 1,234}. */
  static String whole(long value) {
    return whole((double) value);
  }

  /** As in {@code 147 MiB}. */
  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MiB", bytes / MEBI);
  }

  /** What a process used, without what is not known. */
  static String use(String name, ProcessUse use) {
    List<String> parts = new ArrayList<>();
    if (use.peakBytes() > 0) {
      parts.add(mebibytes(use.peakBytes()));
    }
    if (use.cpuMillis() > 0) {
      parts.add(seconds(use.cpuMillis()) + " of processor");
    }
    return name + " " + String.join(", ", parts);
  }

  /** A ratio or the like, as in {@code 0.25} or {@code 1}. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, value < 1 ? "%.3f" : "%.2f", value);
  }
}
