package hma.sandbox.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A length of time, or the bounds between which one is drawn.
 *
 * @param shortestMs in milliseconds, 0 or more
 * @param longestMs the same or more
 */
record Span(int shortestMs, int longestMs) {
  static final Span NONE = new Span(0, 0);

  Duration draw(RandomGenerator random) {
    return Duration.ofMillis(
        shortestMs == longestMs ? shortestMs : random.nextInt(shortestMs, longestMs + 1));
  }
}
