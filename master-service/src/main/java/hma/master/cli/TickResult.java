package hma.master.cli;

import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one look.
 *
 * @param outcome in a word
 * @param ended the switchovers and refreshes that came to their end
 * @param status what is known at the end; null where another master leads
 */
public record TickResult(Outcome outcome, List<SwitchoverView> ended, @Nullable StatusView status) {
  /** Copies the list. */
  public TickResult {
    ended = List.copyOf(ended);
  }

  /** In a word. */
  public enum Outcome {
    /** Nothing was to be done. */
    NOTHING_DUE,
    /** A switchover or a refresh was, and is completed. */
    DONE,
    /** One was not completed, or an alarm stands. */
    FAILED,
    /** Another master leads, or another tick. */
    SOMEONE_ELSE
  }
}
