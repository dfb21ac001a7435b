package hma.sandbox.dyno;

import java.time.Duration;

/**
 * Times that govern dynos (<a href="https://devcenter.heroku.com/articles/dyno-shutdown-behavior">
 * Dyno Shutdown Behavior</a>).
 *
 * @param stopGrace from SIGTERM to SIGKILL
 * @param bootLimit how long a web dyno may take to listen on its port (R10)
 * @param firstCrashPause the pause before the second restart; the first restart is at once, later
 *     pauses double up to a minute
 * @param stopLag from leaving the list of dynos to SIGTERM
 * @param bootLag from joining the list to the start of the process
 */
public record DynoLimits(
    Duration stopGrace,
    Duration bootLimit,
    Duration firstCrashPause,
    Duration stopLag,
    Duration bootLag) {
  private static final Duration LONGEST_CRASH_PAUSE = Duration.ofMinutes(1);

  /** As on Heroku, without any lag. */
  public static DynoLimits defaults() {
    return new DynoLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ZERO,
        Duration.ZERO);
  }

  /** These with another grace. */
  public DynoLimits withStopGrace(Duration grace) {
    return new DynoLimits(grace, bootLimit, firstCrashPause, stopLag, bootLag);
  }

  /** These with another limit for a web dyno's start. */
  public DynoLimits withBootLimit(Duration limit) {
    return new DynoLimits(stopGrace, limit, firstCrashPause, stopLag, bootLag);
  }

  /** These with other lags. */
  public DynoLimits withLags(Duration stop, Duration boot) {
    return new DynoLimits(stopGrace, bootLimit, firstCrashPause, stop, boot);
  }

  /** The pause after that many crashes in a row, 1 or more. */
  Duration pauseAfterCrash(int crashes) {
    if (crashes <= 1) {
      return Duration.ZERO;
    }
    Duration pause = firstCrashPause.multipliedBy(1L << Math.min(crashes - 2, 16));
    return pause.compareTo(LONGEST_CRASH_PAUSE) > 0 ? LONGEST_CRASH_PAUSE : pause;
  }
}
