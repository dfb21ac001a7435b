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
 * @param purpose what it is for; null in what was journaled before there was a choice
 */
public record Facts(
    Trigger trigger,
    List<ProcessQuantity> formation,
    @Nullable MovePlan plan,
    @Nullable Purpose purpose) {
  /** Copies the list. */
  public Facts {
    formation = List.copyOf(formation);
  }

  /** Of a switchover. */
  public Facts(Trigger trigger, List<ProcessQuantity> formation, @Nullable MovePlan plan) {
    this(trigger, formation, plan, Purpose.SWITCHOVER);
  }

  @Override
  public Purpose purpose() {
    return purpose == null ? Purpose.SWITCHOVER : purpose;
  }

  /** The same, once it is known what moves. */
  public Facts with(List<ProcessQuantity> found, MovePlan chosen) {
    return new Facts(trigger, found, chosen, purpose);
  }
}
