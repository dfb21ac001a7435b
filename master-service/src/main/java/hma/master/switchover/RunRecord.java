package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.Journal;
import hma.master.journal.JournaledStep;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of one switchover under way: each step is journaled before and after. */
final class RunRecord {
  private static final Logger log = LoggerFactory.getLogger(RunRecord.class);

  private final Journal journal;
  private final JournaledSwitchover switchover;
  private final InstantSource clock;
  private final StepListener listener;
  private final RunView view;
  private final Set<Step> begun = EnumSet.noneOf(Step.class);
  private State state;
  private Facts facts;
  private int number;

  private RunRecord(
      Journal journal,
      JournaledSwitchover switchover,
      State state,
      Optional<SwitchoverView> before,
      InstantSource clock,
      StepListener listener) {
    this.journal = journal;
    this.state = state;
    this.switchover = switchover;
    this.clock = clock;
    this.listener = listener;
    this.view = new RunView(switchover, before);
    this.facts = switchover.facts();
    this.number = switchover.steps().size();
    for (Step step : Step.values()) {
      if (switchover.begun(step.label())) {
        begun.add(step);
      }
    }
  }

  /** Of a switchover that begins. */
  static RunRecord opened(
      Journal journal, JournaledSwitchover switchover, InstantSource clock, StepListener listener) {
    State opened = State.opened(State.Way.of(switchover.facts()));
    RunRecord record =
        new RunRecord(journal, switchover, opened, Optional.empty(), clock, listener);
    journal.open(switchover, record.summary());
    RunLog.begun(switchover);
    return record;
  }

  /** Of a switchover that a former master left. */
  static RunRecord resumed(
      Journal journal, JournaledSwitchover switchover, InstantSource clock, StepListener listener) {
    Optional<SwitchoverView> before =
        journal.summary(switchover.id()).map(SwitchoverView::fromAnyVersion);
    SwitchoverState shown = before.map(SwitchoverView::state).orElse(SwitchoverState.PREPARING);
    State left = State.left(State.Way.of(switchover.facts()), shown);
    return new RunRecord(journal, switchover, left, before, clock, listener);
  }

  JournaledSwitchover switchover() {
    return switchover;
  }

  RunView view() {
    return view;
  }

  Facts facts() {
    return facts;
  }

  void facts(Facts found) {
    facts = found;
    journal.facts(switchover.id(), found);
  }

  /** Who owns the worker, since the target has committed. */
  Ownership ownershipAfter(Settling.Committed proof) {
    return new Ownership(
        switchover.to(),
        switchover.epoch(),
        begunAt(Step.OWN).orElseGet(clock::instant),
        facts.formation(),
        commitBegun().orElse(null),
        switchover.startedAt());
  }

  /**
   * When the commit was begun. Behind the fence nobody has written since, so what was committed
   * before is on both sides.
   */
  private Optional<Instant> commitBegun() {
    return begunAt(Step.COMMIT).map(begun -> begun.truncatedTo(ChronoUnit.MILLIS));
  }

  private Optional<Instant> begunAt(Step step) {
    return view.get().steps().stream()
        .filter(shown -> shown.name().equals(step.label()))
        .map(StepView::startedAt)
        .findFirst();
  }

  /** Whether a step was begun, by this process or a former one. */
  boolean begun(Step step) {
    return begun.contains(step);
  }

  /** Takes a step that says what came of it. */
  <T> T step(Step step, Supplier<Noted<T>> work) {
    number++;
    begun.add(step);
    StepView running = new StepView(step.label(), RunView.STARTED, clock.instant(), 0, null);
    journal.begin(switchover.id(), number, step.label());
    RunLog.step(switchover.id(), step);
    view.beginStep(running);
    Noted<T> result;
    try {
      listener.at(switchover.id(), step, StepListener.Moment.BEGUN);
      result = work.get();
    } catch (Deposed | ServiceStopping | Overtaken over) {
      throw over;
    } catch (RuntimeException failure) {
      failed(running, failure);
      throw new StepFailed(step.label(), failure);
    }
    listener.at(switchover.id(), step, StepListener.Moment.EFFECT);
    end(running, JournaledStep.State.DONE, result.note());
    listener.at(switchover.id(), step, StepListener.Moment.AFTER);
    return result.value();
  }

  /** Takes a step. */
  void step(Step step, Runnable work) {
    step(
        step,
        () -> {
          work.run();
          return new Noted<>(step, null);
        });
  }

  /** The journal may be what failed: then the step stays begun in it, which says enough. */
  private void failed(StepView running, RuntimeException failure) {
    try {
      end(running, JournaledStep.State.FAILED, String.valueOf(failure.getMessage()));
    } catch (RuntimeException unwritten) {
      log.atWarn()
          .addKeyValue("switchover", switchover.id())
          .addKeyValue("step", running.name())
          .log("the failed step could not be journaled: {}", unwritten.getMessage());
    }
  }

  private void end(StepView running, JournaledStep.State state, @Nullable String detail) {
    Duration took = Duration.between(running.startedAt(), clock.instant());
    view.endStep(
        new StepView(running.name(), state.name(), running.startedAt(), took.toMillis(), detail));
    log.atInfo()
        .addKeyValue("switchover", switchover.id())
        .addKeyValue("step", running.name())
        .addKeyValue("state", state)
        .addKeyValue("durationMs", took.toMillis())
        .log(detail == null ? "step ended" : "step ended: {}", detail);
    Instant startedAt = running.startedAt();
    journal.end(
        switchover.id(), new JournaledStep(number, running.name(), state, startedAt, null, detail));
  }

  /**
   * The state it is in, where that is one of these.
   *
   * @throws IllegalStateException where it is another one
   */
  <S> S state(Class<S> wanted) {
    if (!wanted.isInstance(state)) {
      throw new IllegalStateException(
          "%s is %s, and not %s".formatted(switchover.id(), state.shown(), wanted.getSimpleName()));
    }
    return wanted.cast(state);
  }

  /**
   * Enters a state that people see; one in which it is over closes the switchover. May be repeated,
   * also where the journal has written it already and could not answer.
   *
   * @throws IllegalStateException where it does not follow from the one that it is in
   */
  <S extends State> S enter(S next) {
    next.refuseUnlessFollows(state);
    boolean over = next instanceof State.Over;
    view.state(next.shown(), over ? clock.instant() : null);
    journal.summarize(switchover.id(), summary(), over);
    state = next;
    RunLog.entered(view.get());
    return next;
  }

  /** Lets whoever resumes it know what is shown now. */
  void save() {
    journal.summarize(switchover.id(), summary(), false);
  }

  private JsonObject summary() {
    return view.get().toJson();
  }
}
