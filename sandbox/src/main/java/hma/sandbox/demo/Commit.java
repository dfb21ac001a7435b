package hma.sandbox.demo;

import hma.protocol.Side;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One transaction of a worker, as the worker saw it: a line of its record.
 *
 * @param outcome what the worker knows about it
 * @param side where it was committed
 * @param n its number
 * @param startedAt when its first statement was sent
 * @param endedAt when the database's answer to the COMMIT came, or its connection was found broken
 * @param process which worker process sent it; no two processes share the name
 */
public record Commit(
    Outcome outcome, Side side, long n, Instant startedAt, Instant endedAt, String process) {
  private static final String SEPARATOR = " ";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** What a worker knows about a transaction it wanted to commit. */
  public enum Outcome {
    /** The database said it is committed: it must be there for ever. */
    ACKNOWLEDGED,
    /** The answer was lost: it may be there or not. */
    UNKNOWN
  }

  /** As a line without its end: outcome, side, number, start and end in epoch nanos, process. */
  String line() {
    return String.join(
        SEPARATOR,
        outcome.name().toLowerCase(Locale.ROOT),
        side.label(),
        Long.toString(n),
        Long.toString(nanos(startedAt)),
        Long.toString(nanos(endedAt)),
        process);
  }

  /**
   * Reads a line that {@link #line} wrote.
   *
   * @throws IllegalArgumentException when it is not one; the message repeats it
   */
  static Commit parse(String line) {
    List<String> parts = List.of(line.split(SEPARATOR, -1));
    if (parts.size() != 6) {
      throw new IllegalArgumentException("not a commit of six parts: '" + line + "'");
    }
    return new Commit(
        Outcome.valueOf(parts.get(0).toUpperCase(Locale.ROOT)),
        Side.valueOf(parts.get(1).toUpperCase(Locale.ROOT)),
        Long.parseLong(parts.get(2)),
        instant(Long.parseLong(parts.get(3))),
        instant(Long.parseLong(parts.get(4))),
        parts.get(5));
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
