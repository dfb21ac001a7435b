package hma.master.switchover;

import hma.master.journal.Ownership;
import java.util.List;

/** Puts together what is known right now; never waits. */
final class StatusLook {
  private StatusLook() {}

  /**
   * What is known.
   *
   * @throws hma.protocol.ProblemException 503 {@code not-ready} before the journal was read
   */
  static StatusView at(SwitchoverSupport support, Runs runs) {
    boolean loaded = runs.loaded();
    Ownership owned = runs.owner();
    SwitchoverView running = runs.underWay().view();
    if (!loaded && running == null) {
      throw Admission.notLeading(support.leadership().standsIn());
    }
    List<AlarmView> alarms = support.alarms().standing();
    String state = running == null ? "IDLE" : "RUNNING";
    return new StatusView(
        owned == null ? null : owned.owner(),
        alarms.isEmpty() ? state : "ALARM",
        owned == null ? 0 : owned.epoch(),
        owned == null ? null : owned.since(),
        new AppsView(support.masterWorker().app().name(), support.slaveWorker().app().name()),
        owned == null
            ? new StandbyView(null, null)
            : new StandbyView(owned.standbyAsOf(), runs.fences().openUntil(owned)),
        support.schedule().next(support.clock().instant()).map(NextView::of).orElse(null),
        runs.clock().scheduled().paused(),
        running,
        runs.clock().quotas().shown(),
        alarms);
  }
}
