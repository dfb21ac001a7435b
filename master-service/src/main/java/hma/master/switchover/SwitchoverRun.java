package hma.master.switchover;

import static java.util.stream.Collectors.joining;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.MovePlan;
import hma.protocol.Outcome;
import hma.protocol.SiteState;
import hma.protocol.TableName;
import hma.protocol.Writers;
import hma.sync.Source;
import hma.sync.Target;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    Sites sites = new Sites(support, record.switchover());
    this.run =
        new RunParts(
            support,
            record,
            signals,
            sites,
            new Persistence(support.alarms(), signals),
            new SignsOfLife(
                () -> !sites.sourceWorker().dynos().isEmpty(),
                () -> sites.source().activity(),
                support.clock()));
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
      run.view().failure(String.valueOf(failure.getMessage()));
      return resume();
    }
    return new GoingForward(run, whenOwned).run();
  }

  /** Goes on with a switchover that failed, or that a former master left: forward or back. */
  SwitchoverView resume() {
    Outcome outcome = run.insist("settling", this::settle);
    return outcome == Outcome.COMMITTED
        ? new GoingForward(run, whenOwned).run()
        : new GoingBack(run).run();
  }

  private void prepare() {
    run.enter(SwitchoverState.PREPARING);
    run.step(Step.WAKE_AGENT, run.sites()::wakeAgent);
    run.signals().check();
    run.step(Step.COMPARE_EPOCHS, this::compareEpochs);
    run.signals().check();
    run.step(
        Step.PREFLIGHT,
        () -> {
          List<ProcessQuantity> formation = run.sourceWorker().formation();
          MovePlan plan = new Preflight(run.support(), run.source(), run.target(), formation).run();
          run.record().facts(new Facts(run.facts().trigger(), formation, plan));
        });
    run.signals().check();
  }

  /** Both databases must agree with the journal on who owns the newest epoch. */
  private void compareEpochs() {
    long before = run.record().switchover().epoch() - 1;
    if (before == Ownership.FIRST_EPOCH) {
      run.source().adopt(before, run.support().leadership().term());
    }
    SiteState source = run.source().state();
    SiteState target = run.target().state();
    EpochAgreement.disagreement(run.record().switchover().from(), before, source, target)
        .ifPresent(disagreement -> {
          throw new UnfitForSwitchover(disagreement);
        });
  }

  /** Stops the source's worker; returns whether it is proven gone. */
  private boolean stop() {
    run.enter(SwitchoverState.STOPPING);
    boolean proven =
        run.step(
            Step.STOP_WORKER,
            () -> {
              run.view().outage(outage -> outage.ordered(run.now()));
              run.sourceWorker().stop();
              Stillness stillness = run.stillness(run.signals()::check);
              Duration quiet = run.rules().quietBeforeCopy();
              boolean still = stillness.await(quiet, run.rules().stopGrace().minus(quiet));
              return new Noted<>(still, stillness.seen());
            });
    run.signals().endCancelling();
    run.view().outage(outage -> outage.stopped(run.now()));
    if (!proven && !run.rules().fence()) {
      throw new UnfitForSwitchover(
          "the worker could not be proven stopped within %d s, and HMA_FENCE=off leaves no other proof"
              .formatted(run.rules().stopGrace().toSeconds()));
    }
    return proven;
  }

  private void cutOver(boolean proven) {
    run.enter(SwitchoverState.CUTTING_OVER);
    MovePlan plan = Objects.requireNonNull(run.facts().plan());
    if (!proven) {
      // Their time is over; a transaction that one of them holds open would keep the fence out.
      run.terminateSessions();
    }
    if (run.rules().fence()) {
      run.step(Step.FENCE, () -> run.source().fence(run.claim(), plan));
    }
    if (!proven) {
      run.terminateSessions();
    }
    run.step(Step.RECHECK, () -> findUnchanged(plan));
    try (Source source = run.source().openSource(run.claim(), plan, Writers.STOPPED);
        Target target = run.target().openTarget(run.claim(), plan)) {
      Transfer transfer =
          new Transfer(
              run.support().workflows(),
              new Transfer.Opened(source, target),
              plan,
              run.view(),
              run.signals()::checkStopping);
      run.step(Step.COPY, transfer::copy);
      run.step(Step.VERIFY, transfer::prove);
      run.view().verified();
      run.record().save();
      run.signals().checkStopping();
      if (!run.rules().fence()) {
        run.stillness(run.signals()::checkStopping).confirm();
      }
      run.step(Step.COMMIT, target::commit);
    }
    run.view().outage(outage -> outage.committed(run.now()));
  }

  /**
   * Rows of a table that was made after the plan would stay behind: the worker may have made one.
   */
  private void findUnchanged(MovePlan plan) {
    MovePlan now = Preflight.plan(run.support(), run.source(), run.target());
    Set<TableName> changed = plan.differences(now);
    if (!changed.isEmpty()) {
      throw new UnfitForSwitchover(
          "the schema changed after it was checked (%s): switch over again once both sides have the change"
              .formatted(changed.stream().map(TableName::toString).collect(joining(", "))));
    }
  }

  /** What became of the target's transaction; a commit that was never begun can't have happened. */
  private Outcome settle() {
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
