package hma.master.switchover;

import hma.master.journal.Pause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That the schedule is not followed.
 *
 * @param since when somebody asked for that; null where {@code HMA_PAUSED} says so
 * @param until when it ends by itself; null where it does not
 * @param by who asked, if they said so
 */
public record PauseView(@Nullable Instant since, @Nullable Instant until, @Nullable String by) {
  /** By the settings. */
  public static final PauseView BY_SETTING = new PauseView(null, null, "HMA_PAUSED");

  static PauseView of(Pause pause) {
    return new PauseView(pause.since(), pause.until(), pause.by());
  }
}
