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
 * @param pause between two tries
 */
record LockPatience(Duration first, Duration last, int tries, Duration pause) {
  /** Above the server's {@code deadlock_timeout}, 1 s, after which its own vacuum gives way. */
  static final Duration OUTLASTS_A_VACUUM = Duration.ofMillis(1300);

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(50);

  LockPatience(Duration first, Duration last, int tries) {
    this(first, last, tries, PAUSE);
  }

  /**
   * Two and a half minutes, of which others wait for 100 ms at a time: for locks beside a worker
   * that writes. Where one long transaction follows at once on another, a lock is had only by who
   * waits at the moment between the two: a fifth of the time makes that likely.
   */
  static LockPatience besideWriters() {
    return new LockPatience(SHORT, SHORT, 300, Duration.ofMillis(400));
  }

  /** A few such tries: for what can as well be done later. */
  static LockPatience passing() {
    return new LockPatience(SHORT, SHORT, 5, Duration.ofMillis(200));
  }

  /** About half a minute in all. */
  static LockPatience usual() {
    return new LockPatience(Duration.ofMillis(100), Duration.ofSeconds(3), 15);
  }

  /** Whether others are made to wait so briefly that they do not feel it. */
  boolean sparing() {
    return last.compareTo(OUTLASTS_A_VACUUM) < 0;
  }

  /** The lock time-out of a try, counted from 1. */
  Duration timeout(int tryNumber) {
    long millis = first.toMillis() << Math.min(tryNumber - 1, 30);
    return millis < last.toMillis() ? Duration.ofMillis(millis) : last;
  }
}
