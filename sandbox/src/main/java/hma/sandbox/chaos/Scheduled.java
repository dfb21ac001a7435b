package hma.sandbox.chaos;

import java.time.Duration;
import java.util.Optional;

/**
 * A mishap and its moment.
 *
 * @param at how long after the beginning
 * @param aim what is waited for from then on, if anything
 */
record Scheduled(Duration at, Optional<Aim> aim, Mishap mishap) {
  /** The same, with the beginning so much later. */
  Scheduled after(Duration beginning) {
    return new Scheduled(at.plus(beginning), aim, mishap);
  }
}
