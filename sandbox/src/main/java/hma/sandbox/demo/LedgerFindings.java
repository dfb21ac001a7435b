package hma.sandbox.demo;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the workers' record and the active database say when held side by side.
 *
 * @param acknowledged how many commits a database acknowledged
 * @param lost numbers that were acknowledged to a worker whose row is not there
 * @param duplicated numbers that were acknowledged twice, or are there twice
 * @param overlap the time during which two worker processes were committing
 * @param handovers each change of the side, in order
 */
public record LedgerFindings(
    long acknowledged,
    Set<Long> lost,
    Set<Long> duplicated,
    Duration overlap,
    List<Handover> handovers) {
  /** Nothing lost, nothing doubled, never two workers, and there was something to lose. */
  boolean sound() {
    return acknowledged > 0 && lost.isEmpty() && duplicated.isEmpty() && overlap.isZero();
  }

  /** The overlap in whole milliseconds, rounded up: only none at all is 0. */
  long overlapMs() {
    return overlap.plusNanos(999_999).toMillis();
  }
}
