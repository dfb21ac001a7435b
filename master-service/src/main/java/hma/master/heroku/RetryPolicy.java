package hma.master.heroku;

import java.time.Duration;
import java.util.Optional;

/**
 * When a call to Heroku is tried again, and how long it may take. Pure: it reads no clock and draws
 * no random number.
 *
 * @param firstPause the pause after the first failure; each further one is twice as long
 * @param longestPause what no pause exceeds
 * @param attemptLimit the longest one attempt may take, answer included
 * @param overallLimit the longest all attempts and pauses may take together
 */
public record RetryPolicy(
    Duration firstPause, Duration longestPause, Duration attemptLimit, Duration overallLimit) {

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException when one is under a millisecond
   */
  public RetryPolicy {
    positive("first pause", firstPause);
    positive("longest pause", longestPause);
    positive("limit of an attempt", attemptLimit);
    positive("overall limit", overallLimit);
  }

  /** Pauses from 0.5 s to 15 s, 20 s an attempt, 60 s for all. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        Duration.ofMillis(500),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60));
  }

  /** The same with another limit for all attempts together. */
  public RetryPolicy within(Duration limit) {
    return new RetryPolicy(firstPause, longestPause, attemptLimit, limit);
  }

  /**
   * Whether the same call may succeed later: Heroku was asked too often (429) or is in trouble
   * (5xx). Any other refusal stays one.
   */
  public static boolean mayPass(int status) {
    return status == 429 || status >= 500;
  }

  /**
   * How long to wait before the next attempt: between half of the pause and all of it, so that
   * callers that failed together do not come back together.
   *
   * @param failures how many attempts have failed, 1 or more
   * @param elapsed the time since the first attempt began
   * @param random from 0 (inclusive) to 1 (exclusive)
   * @return empty when the overall limit leaves no room for another attempt
   */
  public Optional<Duration> pauseAfter(int failures, Duration elapsed, double random) {
    double doubled = firstPause.toMillis() * Math.pow(2, failures - 1);
    double whole = Math.min((double) longestPause.toMillis(), doubled);
    Duration pause = Duration.ofMillis(Math.max(1, Math.round(whole * (0.5 + random / 2))));
    return elapsed.plus(pause).compareTo(overallLimit) < 0 ? Optional.of(pause) : Optional.empty();
  }

  /**
   * How long the next attempt may take.
   *
   * @param elapsed the time since the first attempt began
   * @return a millisecond or more
   */
  public Duration limitOfAttempt(Duration elapsed) {
    Duration left = overallLimit.minus(elapsed);
    Duration limit = left.compareTo(attemptLimit) < 0 ? left : attemptLimit;
    return limit.toMillis() < 1 ? Duration.ofMillis(1) : limit;
  }

  private static void positive(String what, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException(what + " " + duration + " is under a millisecond");
    }
  }
}
