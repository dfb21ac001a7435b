package hma.sandbox.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final RateLimit limit = new RateLimit(now::get);

  @Test
  void refusesOnceTheBucketIsEmpty() {
    for (int i = 0; i < RateLimit.CAPACITY; i++) {
      assertThat(limit.take()).isTrue();
    }

    assertThat(limit.take()).isFalse();
    assertThat(limit.remaining()).isZero();
  }

  @Test
  void gives75BackAMinute() {
    while (limit.take()) {}

    now.set(Instant.EPOCH.plus(Duration.ofMinutes(2)));

    assertThat(limit.remaining()).isEqualTo(150);
  }

  @Test
  void neverHoldsMoreThanItsCapacity() {
    now.set(Instant.EPOCH.plus(Duration.ofDays(1)));

    assertThat(limit.remaining()).isEqualTo(RateLimit.CAPACITY);
  }
}
