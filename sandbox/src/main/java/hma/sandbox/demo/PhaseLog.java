package hma.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts what was seen of a switchover, look by look, together to its phases. */
final class PhaseLog {
  private record Look(Instant at, Switchover switchover) {}

  private final List<Look> firstLooks = new ArrayList<>();

  /** Notes a look; they come in the order of time. */
  void add(Instant at, Switchover switchover) {
    if (firstLooks.isEmpty()
        || !firstLooks.getLast().switchover().state().equals(switchover.state())) {
      firstLooks.add(new Look(at, switchover));
    }
  }

  /**
   * The phases so far but the present one: each lasted from the first look that saw it to the first
   * that saw the next, and carried what was added between these two.
   */
  List<Phase> finished() {
    List<Phase> phases = new ArrayList<>();
    for (int next = 1; next < firstLooks.size(); next++) {
      phases.add(between(firstLooks.get(next - 1), firstLooks.get(next)));
    }
    return phases;
  }

  private static Phase between(Look begin, Look end) {
    return new Phase(
        begin.switchover().state(),
        Duration.between(begin.at(), end.at()),
        end.switchover().rows() - begin.switchover().rows(),
        end.switchover().bytes() - begin.switchover().bytes());
  }
}
