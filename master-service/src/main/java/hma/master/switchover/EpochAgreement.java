package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Side;
import hma.protocol.SiteState;
import java.util.Optional;

/** Whether both databases agree with the journal on who owns the newest epoch. */
final class EpochAgreement {
  /** What stands from the moment that a disagreement was seen until an agreement is. */
  static final String ALARM = "epochs-disagree";

  private EpochAgreement() {}

  /**
   * What they disagree on. Only a person can tell which data is the newest, so it is an alarm.
   *
   * @param from the side that owns the epoch, as the journal says
   * @param owned that epoch
   */
  static Optional<String> check(
      Alarms alarms, Side from, long owned, SiteState source, SiteState target) {
    boolean first = owned == Ownership.FIRST_EPOCH && source.epoch() == 0;
    if ((first || source.epoch() == owned) && target.epoch() <= owned) {
      alarms.clear(ALARM);
      return Optional.empty();
    }
    String disagreement =
        "the journal says that the %s owns epoch %d, but its database holds epoch %d and the other one epoch %d: one of them was replaced or restored; find out which data is the newest before you go on, see docs/operations.md"
            .formatted(from.label(), owned, source.epoch(), target.epoch());
    alarms.raise(ALARM, disagreement);
    return Optional.of(disagreement);
  }
}
