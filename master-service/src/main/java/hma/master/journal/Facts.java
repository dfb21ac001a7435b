package hma.master.journal;

import hma.protocol.MovePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a switchover found out before it changed anything.
 *
 * @param reason why it runs: on demand, by the schedule, or going back from a worker that crashed
 * @param formation the processes of the source when it began
 * @param plan what moves; null before the preflight
 */
public record Facts(String reason, List<ProcessQuantity> formation, @Nullable MovePlan plan) {
  /** Copies the list. */
  public Facts {
    formation = List.copyOf(formation);
  }
}
