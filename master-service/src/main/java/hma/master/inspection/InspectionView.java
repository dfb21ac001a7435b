package hma.master.inspection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An inspection, as people and programs see it.
 *
 * @param id its name
 * @param state how far it is
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param failure why there is no report; null otherwise
 * @param report what was found; null until it is done
 */
public record InspectionView<R>(
    String id,
    State state,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String failure,
    @Nullable R report) {

  /** How far an inspection is. */
  public enum State {
    /** It goes on. */
    RUNNING,
    /** There is a report. */
    DONE,
    /** There is none. */
    FAILED
  }
}
