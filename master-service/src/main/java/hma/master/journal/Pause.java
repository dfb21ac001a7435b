package hma.master.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the schedule is not followed.
 *
 * @param since when somebody asked for it
 * @param until when it ends by itself; null where it is to be ended by hand
 * @param by who asked, if they said so
 */
public record Pause(Instant since, @Nullable Instant until, @Nullable String by) {
  /** Whether it lasts at this moment. */
  public boolean lasts(Instant now) {
    return until == null || now.isBefore(until);
  }
}
