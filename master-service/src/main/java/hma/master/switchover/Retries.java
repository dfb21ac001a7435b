package hma.master.switchover;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When what HMA does by itself is tried again after it failed: later and later, up to a limit. */
final class Retries {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 16;

  private final InstantSource clock;
  private final Duration longestPause;
  private int failures;
  private Instant notBefore = Instant.MIN;

  Retries(InstantSource clock, Duration longestPause) {
    this.clock = clock;
    this.longestPause = longestPause;
  }

  /** Whether it may be tried now. */
  boolean due() {
    return !clock.instant().isBefore(notBefore);
  }

  /** It succeeded, or there is nothing more to try. */
  void reset() {
    failures = 0;
    notBefore = Instant.MIN;
  }

  /** It is left alone for a while; returns until when. */
  Instant pause() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    notBefore = clock.instant().plus(pause.compareTo(longestPause) < 0 ? pause : longestPause);
    return notBefore;
  }

  /** It failed, and is left alone for longer each time; returns until when. */
  Instant failed() {
    Instant until = pause();
    failures++;
    return until;
  }
}
