package hma.master.switchover;

import hma.protocol.Outcome;

/** Finds out what became of the target's transaction, however often it has to be asked. */
final class Settling {
  private Settling() {}

  /**
   * Decides for good; a commit that was never begun can't have happened.
   *
   * @throws Overtaken when a failover has decided it
   */
  static Outcome insist(RunParts run) {
    return run.insist("settling", () -> settle(run));
  }

  private static Outcome settle(RunParts run) {
    if (!run.begun(Step.COMMIT)) {
      return Outcome.ABORTED;
    }
    run.sites().wakeAgent();
    run.refuseIfOvertaken();
    return run.step(
        Step.SETTLE,
        () -> {
          Outcome outcome = run.target().settle(run.claim());
          return new Noted<>(outcome, outcome.name());
        });
  }
}
