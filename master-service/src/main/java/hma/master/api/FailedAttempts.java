package hma.master.api;

import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How often tokens from one address were refused lately. After {@link #BURST} of them one more is
 * answered with its reason every {@link #PAUSE}; a good token is let in at any time, so that nobody
 * can lock others out.
 */
final class FailedAttempts {
  static final int BURST = 10;
  static final Duration PAUSE = Duration.ofSeconds(6);
  private static final int MOST_ADDRESSES = 10_000;

  private final Clock clock;

  /** When all of an address's attempts would be forgiven, the oldest entry first. */
  private final Map<String, Instant> forgiven = new LinkedHashMap<>();

  FailedAttempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * One more failed.
   *
   * @return whether it may be told why
   */
  synchronized boolean allows(String address) {
    Instant now = clock.instant();
    Instant before = Objects.requireNonNullElse(forgiven.remove(address), now);
    Instant after = (before.isBefore(now) ? now : before).plus(PAUSE);
    boolean allowed = !after.isAfter(now.plus(PAUSE.multipliedBy(BURST)));
    forgiven.put(address, allowed ? after : before);
    if (forgiven.size() > MOST_ADDRESSES) {
      forgiven.remove(forgiven.keySet().iterator().next());
    }
    return allowed;
  }

  /** Of who asks: the last address in {@code X-Forwarded-For} is the one that the router saw. */
  static String address(HttpServerRequest request) {
    List<String> forwarded = request.headers().getAll("X-Forwarded-For");
    if (forwarded.isEmpty()) {
      return String.valueOf(request.remoteAddress().hostAddress());
    }
    String last = forwarded.getLast();
    return last.substring(last.lastIndexOf(',') + 1).strip();
  }
}
