package hma.master.switchover;

import hma.protocol.MovePlan;
import hma.protocol.Unfit;
import hma.sync.LiveMover;
import hma.sync.ResumableMover;
import java.util.List;
import java.util.Optional;

/**
 * The tables that are committed one by one before a live copy. Whatever ends it, what is committed
 * stays, and the next switchover or refresh goes on from there.
 */
final class ResumableCopy {
  private final RunParts run;
  private final MovePlan plan;
  private final ResumableChoice choice;

  /** What an interrupted copy has left. */
  private final Optional<Unfit> before;

  private ResumableCopy(
      RunParts run, MovePlan plan, ResumableChoice choice, Optional<Unfit> before) {
    this.run = run;
    this.plan = plan;
    this.choice = choice;
    this.before = before;
  }

  /** None: everything is one transaction. */
  static ResumableCopy none(RunParts run, MovePlan plan, String why) {
    return new ResumableCopy(run, plan, new ResumableChoice(List.of(), why), Optional.empty());
  }

  /** What is chosen by what both databases hold; carries nothing yet. */
  static ResumableCopy of(RunParts run, Preflight.DataChecks checks) {
    return new ResumableCopy(
        run,
        checks.choice().plan(),
        ResumableChoice.of(checks, run.rules().liveCopy().resumable()),
        checks.unfit());
  }

  /** Carries them, if there are any. */
  void carry() {
    before.ifPresent(this::showWhatWasCarried);
    if (!isChosen()) {
      return;
    }
    run.step(
        Step.COPY_RESUMABLY,
        () -> {
          new StandbyFitness(run.support())
              .endangered(run.target().side(), run.claim().switchover());
          new ResumableMover(
                  run.support().workflows(),
                  new LiveMover.Sides(run.source(), run.target()),
                  run.claim(),
                  plan,
                  new ShownProgress(run.view(), run.signals()::check))
              .carry(choice.tables());
          return new Noted<>(choice, choice.why());
        });
  }

  /** The planner knows nothing of them yet: so they count as loaded here. */
  private void showWhatWasCarried(Unfit unfit) {
    unfit.tables().stream()
        .map(table -> TableView.carriedBefore(table, unfit.switchover()))
        .forEach(run.view()::moved);
  }

  /** Whether there are any. */
  boolean isChosen() {
    return !choice.tables().isEmpty();
  }

  /** Why there are some, or none. */
  String why() {
    return choice.why();
  }
}
