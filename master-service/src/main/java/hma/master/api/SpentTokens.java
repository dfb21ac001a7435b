package hma.master.api;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokens that have acted: none acts twice.
 *
 * <p>They are remembered until they expire, and in memory only: so a token made before this memory
 * began does not act at all. The memory is bounded by refusing, not by forgetting; only those who
 * hold the key can fill it.
 */
final class SpentTokens {
  static final int CAPACITY = 10_000;

  private final Map<String, Instant> expiryById = new HashMap<>();
  private final Clock clock;
  private final int capacity;
  private final Instant begun;

  SpentTokens(Clock clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
    // Tokens tell their time in whole seconds.
    this.begun = inWholeSeconds(clock.instant());
  }

  private static Instant inWholeSeconds(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond());
  }

  /** What became of a token that wants to act. */
  enum Outcome {
    ACCEPTED,
    SEEN_BEFORE,
    OLDER_THAN_THIS_PROCESS,
    MEMORY_FULL
  }

  /**
   * Spends it.
   *
   * @param leadingSince since when this process is the one that is asked: another one may have let
   *     an older token act
   */
  synchronized Outcome spend(AccessToken token, Instant leadingSince) {
    if (token.issuedAt().isBefore(begun)
        || token.issuedAt().isBefore(inWholeSeconds(leadingSince))) {
      return Outcome.OLDER_THAN_THIS_PROCESS;
    }
    if (expiryById.containsKey(token.id())) {
      return Outcome.SEEN_BEFORE;
    }
    if (expiryById.size() >= capacity) {
      Instant now = clock.instant();
      expiryById.values().removeIf(expiry -> !expiry.isAfter(now));
    }
    if (expiryById.size() >= capacity) {
      return Outcome.MEMORY_FULL;
    }
    expiryById.put(token.id(), token.expiresAt());
    return Outcome.ACCEPTED;
  }
}
