package hma.master.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a switchover.
 *
 * @param number 1 for the first
 * @param name what it does
 * @param state how far it is
 * @param startedAt when it was begun
 * @param endedAt when it ended, or null
 * @param detail what came of it, or null
 */
public record JournaledStep(
    int number,
    String name,
    State state,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String detail) {

  /** How far a step is. */
  public enum State {
    /** Begun; its effect may or may not have happened. */
    STARTED,
    /** Its effect has happened. */
    DONE,
    /** It ended with an error; its effect may or may not have happened. */
    FAILED
  }
}
