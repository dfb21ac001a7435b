package hma.master.journal;

import hma.protocol.Side;
import java.time.Instant;
import java.util.List;

/**
 * A switchover, or a refresh, as the journal holds it.
 *
 * @param id its id
 * @param from the side that was active when it began
 * @param to the side that is to be active, or to be refreshed
 * @param epoch the epoch it is to establish; of a refresh the one that stays
 * @param startedAt when it began
 * @param facts what was found out on the way and is needed to go on or back
 * @param steps its steps, in their order
 */
public record JournaledSwitchover(
    String id,
    Side from,
    Side to,
    long epoch,
    Instant startedAt,
    Facts facts,
    List<JournaledStep> steps) {
  /** Copies the list. */
  public JournaledSwitchover {
    steps = List.copyOf(steps);
  }

  /** Whether a step has taken effect. */
  public boolean done(String step) {
    return steps.stream()
        .anyMatch(entry -> entry.name().equals(step) && entry.state() == JournaledStep.State.DONE);
  }

  /** Whether a step was begun; whether it took effect is another question. */
  public boolean begun(String step) {
    return steps.stream().anyMatch(entry -> entry.name().equals(step));
  }
}
