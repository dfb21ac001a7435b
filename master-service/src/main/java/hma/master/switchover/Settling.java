package hma.master.switchover;

import hma.protocol.Outcome;

/** Finds out what became of the target's transaction, however often it has to be asked. */
final class Settling {
  private Settling() {}

  /** Decides for good; a commit that was never begun can't have happened. */
  static Outcome insist(RunParts run) {
    return run.insist("settling", () -> settle(run));
  }

  private static Outcome settle(RunParts run) {
    if (!run.begun(Step.COMMIT)) {
      return Outcome.ABORTED;
    }
    return run.step(
        Step.SETTLE,
        () -> {
          run.sites().wakeAgent();
          Outcome outcome = run.target().settle(run.claim());
          return new Noted<>(outcome, outcome.name());
        });
  }
}
