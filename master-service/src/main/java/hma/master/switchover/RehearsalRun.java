package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Ownership;
import hma.protocol.TableName;
import hma.sync.CaptureUnits;
import hma.sync.Listed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rehearsal of a switchover: all that one does up to the stop of the worker, and while that
 * writes what would be done in the outage. The standby's transaction is rolled back, whatever came
 * of it.
 */
final class RehearsalRun implements Run {
  private final RunParts run;
  private final Consumer<Ownership> whenOwned;

  /**
   * A run that has not begun.
   *
   * @param whenOwned is told who is active where it finds out that a failover has changed that
   */
  RehearsalRun(RunParts run, Consumer<Ownership> whenOwned) {
    this.run = run;
    this.whenOwned = whenOwned;
  }

  @Override
  public SwitchoverView run(State.Preparing opened) {
    State.Rehearsed rehearsed;
    try (LiveCarriage carriage = prepare()) {
      run.step(Step.PROVE_STANDBY, () -> new Noted<>(true, StandbyWorker.awaitEnd(run)));
      State.Rehearsing rehearsing = carriage.rehearse(opened, this::expect);
      run.signals().endCancelling();
      run.view().verified();
      rehearsed = run.enter(rehearsing.finish());
    } catch (Deposed | ServiceStopping over) {
      throw over;
    } catch (Overtaken overtaken) {
      return GivingWay.to(overtaken.failover(), run, whenOwned);
    } catch (RuntimeException failure) {
      run.view().failure(String.valueOf(failure.getMessage()));
      return back(run.state(State.Undecided.class));
    }
    return back(rehearsed);
  }

  @Override
  public SwitchoverView resume(State.Left left) {
    return back(left);
  }

  /** It never begins a commit: so there is nothing to be asked. */
  private SwitchoverView back(State.Undecided from) {
    return new GoingBack(run, from, Settling.neverBegun(run::begun).orElseThrow()).run();
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
        new Preflight(run.support(), run.source(), run.target(), run.facts().formation()).run();
    CaptureUnits.Choice choice = checks.choice();
    run.checked(run.facts().formation(), checks, choice.plan());
    return new Noted<>(
        new LiveCarriage(
            run,
            choice,
            new LiveCarriage.Checked(stamp, checks.source().catalog()),
            ResumableCopy.none(
                run, choice.plan(), "a rehearsal is one transaction, and rolled back")),
        leftOut(choice));
  }

  private static @Nullable String leftOut(CaptureUnits.Choice choice) {
    List<String> hidden = choice.underFence().stream().map(TableName::toString).toList();
    return hidden.isEmpty()
        ? null
        : "row security binds the owner of %s, which would be copied in the outage and is left out here"
            .formatted(Listed.of(hidden));
  }

  private void expect(long cutOverMs) {
    Optional<Long> before = stopAndBootBefore();
    long stopAndBoot = before.orElse(Forecasts.STOP_AND_BOOT_MS);
    run.view()
        .expected(
            new ExpectedOutage(
                stopAndBoot + cutOverMs,
                cutOverMs,
                stopAndBoot,
                before.isPresent() ? "as in the last switchover" : "as is usual on Heroku"));
  }

  /** What the last switchover took for it; empty where that one has not seen both. */
  private Optional<Long> stopAndBootBefore() {
    return run.support()
        .journal()
        .last()
        .map(last -> SwitchoverView.fromAnyVersion(last.summary()))
        .filter(view -> view.stopMs() != null && view.bootMs() != null)
        .map(view -> Objects.requireNonNull(view.stopMs()) + Objects.requireNonNull(view.bootMs()));
  }
}
