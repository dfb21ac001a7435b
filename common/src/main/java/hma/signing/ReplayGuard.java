package hma.signing;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers nonces, so that no request takes effect twice; safe for use by many threads.
 *
 * <p>A nonce is remembered for as long as its request could be taken. One that is forgotten cannot
 * come back even if the clock is set back: the guard's time never runs backwards. When the memory
 * is full new requests are turned away, none is forgotten early; only requests with a valid
 * signature get this far, so a stranger cannot fill it.
 *
 * <p>What an earlier process has seen is not known here. Therefore nothing is taken that was
 * created before this process started, without tolerance: a signer whose clock is behind by some
 * seconds is refused for the first seconds of the process. Times are whole seconds, so a request
 * must be created in a later second than the start. A signer whose clock is <em>ahead</em> by some
 * seconds leaves as many seconds in which what an earlier process had taken could be repeated;
 * callers keep calls idempotent for that.
 */
public final class ReplayGuard {
  /** About five megabytes when full: 500 requests a second, each remembered for two minutes. */
  static final int DEFAULT_CAPACITY = 65_536;

  private final InstantSource clock;
  private final Instant start;
  private final int capacity;
  private final Set<Nonce> seen = new HashSet<>();
  private final TreeMap<Long, List<Nonce>> byLastSecond = new TreeMap<>();
  private long latest = Long.MIN_VALUE;

  /** What became of a nonce. */
  enum Admission {
    ADMITTED,
    REPLAYED,
    EXPIRED,
    BUSY
  }

  private record Nonce(long high, long low) {
    static Nonce of(String digits) {
      return new Nonce(
          HexFormat.fromHexDigitsToLong(digits, 0, 16),
          HexFormat.fromHexDigitsToLong(digits, 16, 32));
    }
  }

  /**
   * A guard for a process that started at a given instant, which has room for 65,536 nonces.
   *
   * @param clock the time
   * @param start requests created up to this second are refused
   */
  public ReplayGuard(InstantSource clock, Instant start) {
    this(clock, start, DEFAULT_CAPACITY);
  }

  ReplayGuard(InstantSource clock, Instant start, int capacity) {
    this.clock = clock;
    this.start = start;
    this.capacity = capacity;
  }

  /** A guard for this very process, by the system's clock. */
  public static ReplayGuard ofThisProcess() {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return new ReplayGuard(InstantSource.system(), Instant.ofEpochMilli(start));
  }

  boolean isBeforeStart(long created) {
    return created <= start.getEpochSecond();
  }

  /** Whether the nonce was admitted, for a refusal before anything costly is done. */
  synchronized boolean hasSeen(String nonce) {
    return seen.contains(Nonce.of(nonce));
  }

  /**
   * Takes a nonce, once.
   *
   * @param nonce 32 hexadecimal digits
   * @param lastSecond the last second in which its request can be taken, since 1970
   */
  synchronized Admission admit(String nonce, long lastSecond) {
    latest = Math.max(latest, clock.instant().getEpochSecond());
    forget();
    if (lastSecond < latest) {
      return Admission.EXPIRED;
    }
    Nonce key = Nonce.of(nonce);
    if (seen.contains(key)) {
      return Admission.REPLAYED;
    }
    if (seen.size() >= capacity) {
      return Admission.BUSY;
    }
    seen.add(key);
    byLastSecond.computeIfAbsent(lastSecond, second -> new ArrayList<>()).add(key);
    return Admission.ADMITTED;
  }

  private void forget() {
    while (!byLastSecond.isEmpty() && byLastSecond.firstKey() < latest) {
      byLastSecond.pollFirstEntry().getValue().forEach(seen::remove);
    }
  }

  synchronized int size() {
    return seen.size();
  }
}
