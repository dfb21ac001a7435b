package hma.master.switchover;

import hma.master.journal.UnfitSide;
import hma.protocol.Side;
import hma.protocol.SiteState;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether the standby can be activated as it is, as far as this master knows. Its database decides;
 * the journal remembers what was seen, and the alarm stands for as long.
 */
final class StandbyFitness {
  static final String ALARM = "standby-unfit";

  private final SwitchoverSupport support;

  StandbyFitness(SwitchoverSupport support) {
    this.support = support;
  }

  /** Tables there are about to be committed one by one: it is of no moment any more. */
  void endangered(Side side, String switchover) {
    note(new UnfitSide(side, switchover, support.clock().instant()));
  }

  /** Takes what a database says of itself. */
  void seen(Side side, SiteState state) {
    state
        .unfit()
        .ifPresentOrElse(
            unfit -> note(new UnfitSide(side, unfit.switchover(), unfit.since())),
            () -> completed(side));
  }

  /** A copy to this side is complete. */
  void completed(Side side) {
    if (noted().isPresent()) {
      support.journal().unfitSides().forget(side);
    }
    showWhatIsNoted();
  }

  /** Raises the alarm, or ends it, by what the journal remembers. */
  void showWhatIsNoted() {
    noted().ifPresentOrElse(this::raise, () -> support.alarms().clear(ALARM));
  }

  private void note(UnfitSide unfit) {
    support.journal().unfitSides().note(unfit);
    raise(unfit);
  }

  private Optional<UnfitSide> noted() {
    return support.journal().unfitSides().find();
  }

  private void raise(UnfitSide unfit) {
    support
        .alarms()
        .raise(
            ALARM,
            "the %s holds a copy that is not complete, begun by switchover %s at %s: it can't be activated as it is; the next switchover to it (./hma switchover --to %s) or refresh (./hma refresh) goes on with the copy"
                .formatted(
                    unfit.side().label(),
                    unfit.switchover(),
                    unfit.since().truncatedTo(ChronoUnit.SECONDS),
                    unfit.side().label()));
  }
}
