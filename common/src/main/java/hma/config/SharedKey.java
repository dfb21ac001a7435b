package hma.config;

import java.util.Optional;

/**
 * The key that master and agent share; everything signed is signed with a key derived from it.
 *
 * @param current signs and verifies
 * @param previous only verifies, while a new key is being rolled out
 */
public record SharedKey(Secret current, Optional<Secret> previous) {
  /** The fewest characters a key may have. */
  public static final int MINIMUM_LENGTH = 32;
}
