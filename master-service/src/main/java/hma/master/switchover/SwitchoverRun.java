package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.master.journal.ProcessQuantity;
import hma.protocol.CommitReceipt;
import hma.sync.CaptureUnits;
import hma.sync.HeldViews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One switchover, from its first step to its last: sequential code on a virtual thread.
 *
 * <p>Before the target's commit every failure ends with the source's worker running again; after it
 * there is only forward. Whether it committed is decided by its receipt, never by guessing.
 */
final class SwitchoverRun implements Run {
  private final RunParts run;
  private final Consumer<Ownership> whenOwned;

  /**
   * A run that has not begun.
   *
   * @param whenOwned is told of the new owner once the journal holds it
   */
  SwitchoverRun(RunParts run, Consumer<Ownership> whenOwned) {
    this.run = run;
    this.whenOwned = whenOwned;
  }

  @Override
  public SwitchoverView run(State.Preparing opened) {
    State.Starting starting;
    Optional<HeldViews> held;
    try (Carriage carriage = prepare()) {
      run.step(Step.PROVE_STANDBY, () -> new Noted<>(true, StandbyWorker.awaitEnd(run)));
      State.MayStop upToDate = carriage.beforeTheStop(opened);
      // A vacuum would keep the fence waiting for more than a second.
      run.source().endVacuums(carriage.plan());
      State.Stopping stopping = run.enter(upToDate.stop());
      boolean proven = stop(carriage);
      State.CuttingOver cuttingOver = run.enter(stopping.cutOver());
      starting = cuttingOver.start(cutOver(carriage, proven));
      held = carriage.hold();
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (Overtaken overtaken) {
      return GivingWay.to(overtaken.failover(), run, whenOwned);
    } catch (RuntimeException failure) {
      run.view().failure(String.valueOf(failure.getMessage()));
      return forwardOrBack(run.state(State.Undecided.class));
    }
    return new GoingForward(run, starting, held, whenOwned).run();
  }

  /**
   * Goes on with a switchover that a former master left. While nobody led, a failover may have
   * decided who is active: nothing is started here before that is known.
   */
  @Override
  public SwitchoverView resume(State.Left left) {
    Optional<CommitReceipt> failover =
        run.insist(
            "comparing-the-epochs",
            () -> {
              run.sites().wakeAgent();
              return run.failover();
            });
    return failover.isPresent()
        ? GivingWay.to(failover.get(), run, whenOwned)
        : forwardOrBack(left);
  }

  private SwitchoverView forwardOrBack(State.Undecided from) {
    try {
      return switch (Settling.insist(run)) {
        case Settling.Committed proof -> goForward(proof);
        case Settling.Aborted proof -> new GoingBack(run, from, proof).run();
      };
    } catch (Overtaken overtaken) {
      return GivingWay.to(overtaken.failover(), run, whenOwned);
    }
  }

  private SwitchoverView goForward(Settling.Committed proof) {
    State.Starting starting = run.state(State.MayStart.class).start(proof);
    return new GoingForward(run, starting, Optional.empty(), whenOwned).run();
  }

  private Carriage prepare() {
    GettingReady.take(run, run.record().switchover().epoch() - 1);
    Carriage carriage = run.step(Step.PREFLIGHT, this::check);
    run.signals().check();
    return carriage;
  }

  private Noted<Carriage> check() {
    List<ProcessQuantity> formation = run.sourceWorker().toRun();
    String stamp = run.source().schemaStamp(run.rules().tables());
    Preflight.DataChecks checks =
        new Preflight(run.support(), run.source(), run.target(), formation).run();
    CaptureUnits.Choice choice = checks.choice();
    run.checked(formation, checks, choice.plan());
    return new Noted<>(
        run.rules().liveCopy().enabled()
            ? new LiveCarriage(
                run,
                choice,
                new LiveCarriage.Checked(stamp, checks.source().catalog()),
                ResumableCopy.of(run, checks))
            : new StandingCarriage(run, choice.plan()),
        null);
  }

  /** Stops the source's worker; returns whether it is proven gone. */
  private boolean stop(Carriage carriage) {
    boolean proven =
        run.step(
            Step.STOP_WORKER,
            () -> {
              run.view().outage(outage -> outage.ordered(run.now()));
              run.sourceWorker().stop();
              Stillness stillness =
                  run.stillness(() -> {
                    run.signals().check();
                    carriage.whileStopping();
                  });
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

  private Settling.Committed cutOver(Carriage carriage, boolean proven) {
    if (!proven) {
      // Their time is over; a transaction that one of them holds open would keep the fence out.
      run.terminateSessions();
    }
    if (run.rules().fence()) {
      run.step(Step.FENCE, () -> run.source().fence(run.claim(), carriage.plan()));
    }
    if (!proven) {
      run.terminateSessions();
    }
    run.step(Step.RECHECK, carriage::recheck);
    run.step(Step.COPY, () -> new Noted<>(true, carriage.carry()));
    run.step(Step.VERIFY, carriage::prove);
    run.view().verified();
    run.record().save();
    run.signals().checkStopping();
    if (!run.rules().fence()) {
      run.stillness(run.signals()::checkStopping).confirm();
    }
    Settling.Committed committed = Settling.commit(run, carriage::commit);
    run.view().outage(outage -> outage.committed(run.now()));
    return committed;
  }
}
