package hma.master.switchover;

import hma.master.journal.Ownership;
import hma.protocol.Side;
import hma.sync.HeldViews;
import java.util.Optional;
import java.util.function.Consumer;

/** The way after the target's commit: there is no other. */
final class GoingForward {
  private final RunParts run;
  private final State.Starting starting;
  private final Optional<HeldViews> held;
  private final Consumer<Ownership> whenOwned;

  /**
   * Goes nowhere yet.
   *
   * @param starting to be entered, which nobody has without a proof of the commit
   * @param held both sides as of the commit, closed by this; empty where nobody holds them
   * @param whenOwned is told of the new owner once the journal holds it
   */
  GoingForward(
      RunParts run,
      State.Starting starting,
      Optional<HeldViews> held,
      Consumer<Ownership> whenOwned) {
    this.run = run;
    this.starting = starting;
    this.held = held;
    this.whenOwned = whenOwned;
  }

  /** Starts the target's worker and puts away what remains. */
  SwitchoverView run() {
    try {
      return goForward();
    } finally {
      held.ifPresent(HeldViews::close);
    }
  }

  private SwitchoverView goForward() {
    run.insist(
        "recording-the-owner",
        () -> {
          run.enter(starting);
          Ownership ownership = run.record().ownershipAfter(starting.proof());
          run.step(Step.OWN, () -> run.support().journal().own(ownership));
          new StandbyFitness(run.support()).completed(ownership.owner());
          whenOwned.accept(ownership);
        });
    boolean up = run.insist("starting-the-worker", this::startTarget);
    State.Finishing finishing = starting.finish();
    run.insist("recording-the-state", () -> run.enter(finishing));
    new Aftermath(run, held).run(up);
    run.insist(
        "putting-the-agent-to-sleep",
        () -> {
          run.step(Step.SLEEP_AGENT, run.support().agent()::sleep);
          run.enter(up ? finishing.complete() : finishing.fail());
        });
    return run.view().get();
  }

  /**
   * Starts the target's worker; false when it crashes too often to be waited for. Nothing of it was
   * left before the source's was stopped ({@link Step#PROVE_STANDBY}). But where it may have been
   * told to start since, a late order may have stopped it again.
   */
  private boolean startTarget() {
    Worker worker = run.targetWorker();
    Boot boot = run.boot(worker);
    boolean again = run.begun(Step.START_WORKER);
    try {
      run.step(
          Step.START_WORKER,
          () -> {
            run.sourceWorker().stop();
            if (again) {
              run.awaitEnd(worker, run.stillnessOfTarget(run.signals()::checkStopping));
            }
            worker.start(run.facts().formation());
            boot.awaitUp(run.rules().bootLimit());
            run.view().outage(outage -> outage.up(run.now()));
            boot.awaitStaying(run.rules().bootLimit());
          });
      run.support().alarms().clear(crashes(worker.side()));
      return true;
    } catch (StepFailed failed) {
      if (failed.getCause() instanceof BootFailed) {
        run.view().failure(String.valueOf(failed.getMessage()));
        run.support().alarms().raise(crashes(worker.side()), String.valueOf(failed.getMessage()));
        return false;
      }
      throw failed;
    }
  }

  /** One alarm per side: a worker that runs here says nothing of the one that crashed there. */
  static String crashes(Side side) {
    return "worker-crashes-on-" + side.label();
  }
}
