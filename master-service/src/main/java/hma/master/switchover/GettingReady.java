package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.SiteState;

/** The first steps of every run: both databases are there, and are those that the journal means. */
final class GettingReady {
  private GettingReady() {}

  /**
   * Takes them.
   *
   * @param owned the epoch of the side that is active
   */
  static void take(RunParts run, long owned) {
    run.step(Step.WAKE_AGENT, run.sites()::wakeAgent);
    run.signals().check();
    run.refuseIfOvertaken();
    run.step(Step.COMPARE_EPOCHS, () -> compareEpochs(run, owned));
    run.signals().check();
  }

  /** Both databases must agree with the journal on who owns the newest epoch. */
  private static void compareEpochs(RunParts run, long owned) {
    if (owned == Ownership.FIRST_EPOCH) {
      run.source().adopt(owned, run.support().leadership().term());
    }
    SiteState source = run.source().state();
    SiteState target = run.target().state();
    new StandbyFitness(run.support()).seen(run.target().side(), target);
    EpochAgreement.check(
            run.support().alarms(), run.record().switchover().from(), owned, source, target)
        .ifPresent(disagreement -> {
          throw new UnfitForSwitchover(disagreement);
        });
  }
}
