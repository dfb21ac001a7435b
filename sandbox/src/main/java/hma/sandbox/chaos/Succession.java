package hma.sandbox.chaos;

import hma.protocol.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether one switchover followed from the other: each began where the one before had left the
 * worker, ended, and moved the active side if and only if its end says so.
 */
final class Succession {
  private Succession() {}

  /**
   * Follows the journal.
   *
   * @param journal the oldest first
   * @param first the side that was active at first
   * @param firstEpoch the epoch then
   * @param last the side that is active now
   * @param lastEpoch the epoch now
   * @return a line for each thing that does not follow
   */
  static List<String> broken(
      List<Journaled> journal, Side first, long firstEpoch, Side last, long lastEpoch) {
    List<String> broken = new ArrayList<>();
    Side active = first;
    long epoch = firstEpoch;
    for (Journaled each : journal) {
      if (each.from() != active) {
        broken.add(
            "%s began on the %s, and the %s was active"
                .formatted(each.id(), each.from().label(), active.label()));
      }
      switch (each.state()) {
        case "COMPLETED", "FAILED" -> {
          if (!each.refresh()) {
            active = each.to();
            epoch++;
            if (each.epoch() != epoch) {
              broken.add("%s has epoch %d, not %d".formatted(each.id(), each.epoch(), epoch));
            }
          } else if (each.state().equals("FAILED")) {
            broken.add("the refresh %s is FAILED".formatted(each.id()));
          }
        }
        case "ROLLED_BACK", "CANCELLED" -> {}
        default -> broken.add("%s never ended: it is %s".formatted(each.id(), each.state()));
      }
    }
    if (active != last || epoch != lastEpoch) {
      broken.add(
          "by the journal's switchovers the %s is active with epoch %d, by its owner the %s with epoch %d"
              .formatted(active.label(), epoch, last.label(), lastEpoch));
    }
    return broken;
  }
}
