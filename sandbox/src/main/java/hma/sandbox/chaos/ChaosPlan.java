package hma.sandbox.chaos;

import java.time.Duration;

/**
 * What is asked for.
 *
 * @param seed what every choice begins with
 * @param length how long things go wrong
 * @param rows of all tables together
 */
record ChaosPlan(long seed, Duration length, long rows) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when the length is out of range
   */
  ChaosPlan {
    if (length.toSeconds() < 1 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%d seconds of chaos are not possible: ask for 1 to %d"
              .formatted(length.toSeconds(), LONGEST.toSeconds()));
    }
  }
}
