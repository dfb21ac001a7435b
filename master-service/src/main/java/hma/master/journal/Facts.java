package hma.master.journal;

import hma.protocol.MovePlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a switchover found out before it changed anything.
 *
 * @param trigger why it runs
 * @param formation the processes of the source when it began
 * @param plan what moves; null before the preflight
 */
public record Facts(Trigger trigger, List<ProcessQuantity> formation, @Nullable MovePlan plan) {
  /** Copies the list. */
  public Facts {
    formation = List.copyOf(formation);
  }
}
