package hma.master.switchover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journaled step of a switchover.
 *
 * @param name what the step does, as in {@code stop the worker}
 * @param state how far it is, as the journal holds it; {@code INTERRUPTED} where a master that is
 *     gone has begun it
 * @param startedAt when it was begun
 * @param durationMs milliseconds it took or has taken so far, 0 or more
 * @param detail what there is to say of it, or null
 */
public record StepView(
    String name, String state, Instant startedAt, long durationMs, @Nullable String detail) {
  /** The same, in another state. */
  StepView in(String other) {
    return new StepView(name, other, startedAt, durationMs, detail);
  }
}
