package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.SiteState;
import hma.sync.Source;
import hma.sync.Target;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One switchover, from its first step to its last: sequential code on a virtual thread.
 *
 * <p>Before the target's commit every failure ends with the source's worker running again; after it
 * there is only forward. Whether it committed is decided by its receipt, never by guessing.
 */
final class SwitchoverRun {
  private final RunParts run;
  private final Consumer<Ownership> whenOwned;

  /**
   * A run that has not begun.
   *
   * @param whenOwned is told of the new owner once the journal holds it
   */
  SwitchoverRun(
      SwitchoverSupport support,
      RunRecord record,
      RunSignals signals,
      Consumer<Ownership> whenOwned) {
    this.run =
        new RunParts(
            support,
            record,
            signals,
            new Sites(support, record.switchover()),
            new Persistence(support.alarms(), signals));
    this.whenOwned = whenOwned;
  }

  /** Runs a switchover that was just opened. */
  SwitchoverView run() {
    try {
      prepare();
      // COPY, the live copy while the worker runs, has its place here: without it all rows are
      // carried while the worker stands still.
      boolean proven = stop();
      cutOver(proven);
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (RuntimeException failure) {
      run.record().view().failure(String.valueOf(failure.getMessage()));
      return resume();
    }
    return new GoingForward(run, whenOwned).run();
  }

  /** Goes on with a switchover that failed, or that a former master left: forward or back. */
  SwitchoverView resume() {
    Outcome outcome = run.persistence().insist("settling", this::settle);
    return outcome == Outcome.COMMITTED
        ? new GoingForward(run, whenOwned).run()
        : new GoingBack(run).run();
  }

  private void prepare() {
    run.record().enter(SwitchoverState.PREPARING);
    run.record().step(Step.WAKE_AGENT, run.sites()::wakeAgent);
    run.signals().check();
    run.record().step(Step.COMPARE_EPOCHS, this::compareEpochs);
    run.signals().check();
    run.record()
        .step(
            Step.PREFLIGHT,
            () -> {
              List<ProcessQuantity> formation = run.sites().sourceWorker().formation();
              MovePlan plan =
                  new Preflight(
                          run.support(), run.sites().source(), run.sites().target(), formation)
                      .run();
              run.record().facts(new Facts(run.record().facts().reason(), formation, plan));
            });
    run.signals().check();
  }

  /** Both databases must agree with the journal on who owns the newest epoch. */
  private void compareEpochs() {
    long before = run.record().switchover().epoch() - 1;
    if (before == Ownership.FIRST_EPOCH) {
      run.sites().source().adopt(before, run.support().leadership().term());
    }
    SiteState source = run.sites().source().state();
    SiteState target = run.sites().target().state();
    EpochAgreement.disagreement(run.record().switchover().from(), before, source, target)
        .ifPresent(disagreement -> {
          throw new UnfitForSwitchover(disagreement);
        });
  }

  /** Stops the source's worker; returns whether it is proven gone. */
  private boolean stop() {
    run.record().enter(SwitchoverState.STOPPING);
    boolean[] proven = new boolean[1];
    run.record()
        .step(
            Step.STOP_WORKER,
            () -> {
              run.support().leadership().confirm();
              run.record().view().outage(outage -> outage.ordered(run.now()));
              run.sites().sourceWorker().stop();
              Stillness stillness = run.stillness(run.signals()::check);
              proven[0] = stillness.await(run.support().rules().stopGrace());
              return stillness.seen();
            });
    run.signals().endCancelling();
    run.record().view().outage(outage -> outage.stopped(run.now()));
    if (!proven[0] && !run.support().rules().fence()) {
      throw new UnfitForSwitchover(
          "the worker could not be proven stopped within %d s, and HMA_FENCE=off leaves no other proof"
              .formatted(run.support().rules().stopGrace().toSeconds()));
    }
    return proven[0];
  }

  private void cutOver(boolean proven) {
    run.record().enter(SwitchoverState.CUTTING_OVER);
    MovePlan plan = Objects.requireNonNull(run.record().facts().plan());
    if (!proven) {
      // Their time is over; a transaction that one of them holds open would keep the fence out.
      run.terminateSessions();
    }
    if (run.support().rules().fence()) {
      run.record().step(Step.FENCE, () -> run.sites().source().fence(run.claim(), plan));
    }
    if (!proven) {
      run.terminateSessions();
    }
    try (Source source = run.sites().source().openSource(run.claim(), plan);
        Target target = run.sites().target().openTarget(run.claim(), plan)) {
      Transfer transfer = new Transfer(run.support().workflows(), source, target, plan);
      run.record()
          .step(Step.COPY, () -> transfer.copy(run.record().view(), run.signals()::checkStopping));
      run.record().step(Step.VERIFY, transfer::prove);
      run.record().view().verified();
      run.record().save();
      run.signals().checkStopping();
      run.record().step(Step.COMMIT, target::commit);
    }
    run.record().view().outage(outage -> outage.committed(run.now()));
  }

  /** What became of the target's transaction; a commit that was never begun can't have happened. */
  private Outcome settle() {
    if (!run.record().begun(Step.COMMIT)) {
      return Outcome.ABORTED;
    }
    Outcome[] outcome = new Outcome[1];
    run.record()
        .step(
            Step.SETTLE,
            () -> {
              run.sites().wakeAgent();
              outcome[0] = run.sites().target().settle(run.claim());
              return outcome[0].name();
            });
    return outcome[0];
  }
}
