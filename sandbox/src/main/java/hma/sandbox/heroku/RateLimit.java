package hma.sandbox.heroku;

import java.time.Duration;
import java.time.InstantSource;

/**
 * A token bucket as each Heroku account has one: {@value #CAPACITY} requests at once, {@value
 * #PER_MINUTE} come back every minute (<a
 * href="https://devcenter.heroku.com/articles/platform-api-reference#rate-limits">Rate Limits</a>).
 */
final class RateLimit {
  static final int CAPACITY = 4500;
  private static final int PER_MINUTE = 75;

  private final InstantSource clock;
  private double tokens = CAPACITY;
  private long lastMillis;

  RateLimit(InstantSource clock) {
    this.clock = clock;
    this.lastMillis = clock.millis();
  }

  /** Takes one token; false when none is left. */
  synchronized boolean take() {
    refill();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** How many whole tokens are left. */
  synchronized int remaining() {
    refill();
    return (int) tokens;
  }

  private void refill() {
    long now = clock.millis();
    double minutes = (now - lastMillis) / (double) Duration.ofMinutes(1).toMillis();
    tokens = Math.min(CAPACITY, tokens + minutes * PER_MINUTE);
    lastMillis = now;
  }
}
