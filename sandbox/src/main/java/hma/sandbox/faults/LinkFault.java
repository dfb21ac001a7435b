package hma.sandbox.faults;

import java.time.Duration;
import java.util.List;

/** A bad line: what passes on it is slow, late, or ends the connection. */
public final class LinkFault {
  /** The line to the Platform API, as opposed to that to an app's router. */
  public static final String API = "api";

  static final List<String> KEYS = List.of("at", "bytesPerSecond", "delayMs", "loss");
  private static final long MOST_BYTES = 1L << 40;

  private final String at;
  private final long bytesPerSecond;
  private final Span delay;
  private final Strikes losses;
  private final Strikes delays;

  LinkFault(Entry entry, long seed) {
    this.at = entry.needed("at");
    this.bytesPerSecond =
        entry.has("bytesPerSecond") ? entry.whole("bytesPerSecond", 1, MOST_BYTES) : Long.MAX_VALUE;
    this.delay = entry.span("delayMs").orElse(Span.NONE);
    this.losses = Strikes.withChance(entry.where(), entry.share("loss", 0), seed);
    this.delays = Strikes.withChance(entry.where() + ".delayMs", 1, seed);
    List<String> qualities = KEYS.subList(1, KEYS.size());
    if (qualities.stream().noneMatch(entry::has)) {
      throw entry.nothing(qualities);
    }
  }

  /** {@value #API}, or the name of the app whose router it leads to. */
  public String at() {
    return at;
  }

  Strikes strikes() {
    return losses;
  }

  /** How long so many bytes occupy the line. */
  public Duration transmission(int bytes) {
    return bytesPerSecond == Long.MAX_VALUE
        ? Duration.ZERO
        : Duration.ofNanos((long) (bytes * 1e9 / bytesPerSecond));
  }

  /** How long the next piece travels besides. */
  public Duration delay() {
    return delays.draw(delay);
  }

  /** Whether the connection ends at the next piece. */
  public boolean loses() {
    return losses.next();
  }
}
