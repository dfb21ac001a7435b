package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.protocol.TableName;
import hma.sync.CaptureUnits;
import hma.sync.Listed;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One refresh: a live copy that is committed while the active side stays active.
 *
 * <p>Its worker is never stopped and its database never fenced, so going back is but to put away
 * what was begun. Whether the standby committed is decided by its receipt, as in a switchover.
 */
final class RefreshRun implements Run {
  private final RunParts run;
  private final Consumer<Instant> whenFresh;
  private final Consumer<Ownership> whenOwned;

  /**
   * A run that has not begun.
   *
   * @param whenFresh is told of which moment the standby is once the journal holds it
   * @param whenOwned is told who is active where it finds out that a failover has changed that
   */
  RefreshRun(RunParts run, Consumer<Instant> whenFresh, Consumer<Ownership> whenOwned) {
    this.run = run;
    this.whenFresh = whenFresh;
    this.whenOwned = whenOwned;
  }

  @Override
  public SwitchoverView run(State.Preparing opened) {
    State.Finishing finishing;
    try (LiveCarriage carriage = prepare()) {
      State.Refreshing refreshing = carriage.toOneMoment(opened);
      finishing = refreshing.finish(commit(carriage));
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (Overtaken overtaken) {
      return GivingWay.to(overtaken.failover(), run, whenOwned);
    } catch (RuntimeException failure) {
      run.view().failure(String.valueOf(failure.getMessage()));
      return forwardOrBack(run.state(State.Undecided.class));
    }
    return finish(finishing);
  }

  @Override
  public SwitchoverView resume(State.Left left) {
    return forwardOrBack(left);
  }

  private SwitchoverView forwardOrBack(State.Undecided from) {
    Settling.Settled settled;
    try {
      settled = Settling.insist(run);
    } catch (Overtaken overtaken) {
      // What is active now is no standby, whatever was committed there before.
      run.view().freshAsOf(null);
      return GivingWay.to(overtaken.failover(), run, whenOwned);
    }
    return switch (settled) {
      case Settling.Committed proof -> finish(run.state(State.MayFinish.class).finish(proof));
      case Settling.Aborted proof -> goBack(from, proof);
    };
  }

  private SwitchoverView goBack(State.Undecided from, Settling.Aborted proof) {
    run.view().freshAsOf(null);
    return new GoingBack(run, from, proof).run();
  }

  private LiveCarriage prepare() {
    GettingReady.take(run, run.record().switchover().epoch());
    LiveCarriage carriage = run.step(Step.PREFLIGHT, this::check);
    run.signals().check();
    return carriage;
  }

  private Noted<LiveCarriage> check() {
    String stamp = run.source().schemaStamp(run.rules().tables());
    Preflight.DataChecks checks =
        new Preflight(run.support(), run.source(), run.target(), run.facts().formation())
            .ofDatabases();
    CaptureUnits.Choice choice = checks.choice();
    refuseHidden(choice);
    run.checked(run.facts().formation(), checks, choice.plan());
    return new Noted<>(
        new LiveCarriage(
            run,
            choice,
            new LiveCarriage.Checked(stamp, checks.source().catalog()),
            ResumableCopy.of(run, checks)),
        null);
  }

  /** Left out, they would be of another moment than all that refers to them. */
  private static void refuseHidden(CaptureUnits.Choice choice) {
    if (!choice.underFence().isEmpty()) {
      throw new UnfitForSwitchover(
          "row security binds the owner of %s, so nobody can read all rows while the worker writes: take it off with ALTER TABLE … NO FORCE ROW SECURITY, leave the tables out of PG_TABLES, or bring the standby up to date by switchovers"
              .formatted(
                  Listed.of(choice.underFence().stream().map(TableName::toString).toList())));
    }
  }

  private Settling.Committed commit(LiveCarriage carriage) {
    run.view().verified();
    run.record().save();
    run.signals().endCancelling();
    return Settling.commit(run, () -> carriage.commitAsOf(moment()));
  }

  private Instant moment() {
    return Objects.requireNonNull(run.view().get().freshAsOf(), "no round was the last one");
  }

  private SwitchoverView finish(State.Finishing finishing) {
    run.insist(
        "recording-the-refresh",
        () -> {
          run.enter(finishing);
          long epoch = run.record().switchover().epoch();
          run.step(Step.NOTE_MOMENT, () -> run.support().journal().standbyAsOf(epoch, moment()));
          new StandbyFitness(run.support()).completed(run.target().side());
          whenFresh.accept(moment());
        });
    new Aftermath(run, Optional.empty()).run(true);
    run.insist(
        "putting-the-agent-to-sleep",
        () -> {
          run.step(Step.SLEEP_AGENT, run.support().agent()::sleep);
          run.enter(finishing.complete());
        });
    return run.view().get();
  }
}
