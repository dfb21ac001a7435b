package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.protocol.Analysis;
import hma.protocol.Side;
import hma.protocol.TableName;
import hma.sync.Listed;
import java.util.List;
import java.util.function.Consumer;

/** The way after the target's commit: there is no other. */
final class GoingForward {
  private final RunParts run;
  private final Consumer<Ownership> whenOwned;

  /**
   * Goes nowhere yet.
   *
   * @param whenOwned is told of the new owner once the journal holds it
   */
  GoingForward(RunParts run, Consumer<Ownership> whenOwned) {
    this.run = run;
    this.whenOwned = whenOwned;
  }

  /** Starts the target's worker and puts away what remains. */
  SwitchoverView run() {
    run.insist(
        "recording-the-owner",
        () -> {
          run.enter(SwitchoverState.STARTING);
          Ownership ownership = run.record().ownershipAfterwards();
          run.step(Step.OWN, () -> run.support().journal().own(ownership));
          whenOwned.accept(ownership);
        });
    boolean up = run.insist("starting-the-worker", this::startTarget);
    if (up && !run.begun(Step.SLEEP_AGENT)) {
      run.insist("renewing-the-statistics", this::renewStatistics);
    }
    run.insist(
        "putting-the-agent-to-sleep",
        () -> {
          run.enter(SwitchoverState.FINISHING);
          run.step(Step.SLEEP_AGENT, run.support().agent()::sleep);
          run.enter(up ? SwitchoverState.COMPLETED : SwitchoverState.FAILED);
        });
    return run.view().get();
  }

  /** Starts the target's worker; false when it crashes too often to be waited for. */
  private boolean startTarget() {
    Worker worker = run.targetWorker();
    Boot boot = run.boot(worker);
    try {
      run.step(
          Step.START_WORKER,
          () -> {
            run.sourceWorker().stop();
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

  /** Only the journal can fail here: a worker with old statistics is slower, but it works. */
  private void renewStatistics() {
    run.enter(SwitchoverState.FINISHING);
    List<TableName> loaded = run.loadedWhole();
    if (!loaded.isEmpty()) {
      run.step(Step.ANALYZE, () -> new Noted<>(loaded, analyze(loaded)));
    }
  }

  /** Says what came of it. */
  private String analyze(List<TableName> tables) {
    try {
      Analysis analysis = run.target().analyze(tables);
      String renewed = "%d tables have new statistics".formatted(analysis.renewed());
      return analysis.skipped().isEmpty()
          ? renewed
          : renewed + ", not so " + Listed.of(analysis.skipped());
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (RuntimeException failure) {
      return "left to autovacuum: " + failure.getMessage();
    }
  }

  /** One alarm per side: a worker that runs here says nothing of the one that crashed there. */
  static String crashes(Side side) {
    return "worker-crashes-on-" + side.label();
  }
}
