package hma.master.switchover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a time in which no switchover begins by schedule.
 *
 * @param until when it ends by itself; null where it is to be ended by hand
 * @param by who asks, as they call themselves; null where they don't say
 */
public record PauseRequest(@Nullable Instant until, @Nullable String by) {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it is none
   */
  public PauseRequest {
    AskedBy.check(by);
  }
}
