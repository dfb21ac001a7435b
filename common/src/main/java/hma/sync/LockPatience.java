package hma.sync;

import java.time.Duration;

/**
 * How long to wait for locks that others hold: each try a little longer, so that those who queue
 * behind are let through in between.
 *
 * @param first the lock time-out of the first try; it doubles with each try
 * @param last the longest lock time-out; above the server's {@code deadlock_timeout} (1 s), after
 *     which a waiting lock makes autovacuum give way
 * @param tries how often, at least once
 */
record LockPatience(Duration first, Duration last, int tries) {
  /** About half a minute in all. */
  static LockPatience usual() {
    return new LockPatience(Duration.ofMillis(100), Duration.ofSeconds(3), 15);
  }

  /** The lock time-out of a try, counted from 1. */
  Duration timeout(int tryNumber) {
    long millis = first.toMillis() << Math.min(tryNumber - 1, 30);
    return millis < last.toMillis() ? Duration.ofMillis(millis) : last;
  }
}
