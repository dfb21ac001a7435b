package hma.master.switchover;

import hma.config.LiveCopySettings;
import hma.protocol.Afterwards;
import hma.protocol.Catalog;
import hma.protocol.MovePlan;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.sync.CaptureUnits;
import hma.sync.HeldViews;
import hma.sync.Listed;
import hma.sync.LiveMover;
import hma.sync.VerifyBudget;
import hma.workflow.Awaiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The target is brought up to date while the worker writes, and the rest moves in the outage. */
final class LiveCarriage implements Carriage {
  private static final Logger log = LoggerFactory.getLogger(LiveCarriage.class);
  private static final Duration BETWEEN_ROUNDS_WHILE_STOPPING = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LAST_ROUNDS = Duration.ofMillis(500);
  private static final int MOST_LAST_ROUNDS = 20;

  /**
   * A schema that was checked.
   *
   * @param stamp taken before the catalog was read
   */
  record Checked(String stamp, Catalog catalog) {}

  private final RunParts run;
  private final CaptureUnits.Choice choice;
  private final Checked checked;
  private final ResumableCopy resumable;
  private final LogWatch watch;
  private @Nullable LiveMover mover;
  private Instant lastRound = Instant.MIN;

  /**
   * Of what was chosen.
   *
   * @param checked the source's schema, as it was when the choice was made
   * @param resumable what is carried before
   */
  LiveCarriage(RunParts run, CaptureUnits.Choice choice, Checked checked, ResumableCopy resumable) {
    this.run = run;
    this.choice = choice;
    this.checked = checked;
    this.resumable = resumable;
    this.watch = new LogWatch(run, choice.units());
  }

  @Override
  public MovePlan plan() {
    return choice.plan();
  }

  /** Writers are logged before the first snapshot is taken: so no change is between the two. */
  @Override
  public State.MayStop beforeTheStop(State.Preparing prepared) {
    State.Copying copying = run.enter(prepared.copy());
    copyAnd(() -> {
      catchUp();
    });
    return copying;
  }

  private void catchUp() {
    CatchingUp catchingUp = catchingUp();
    run.step(Step.CATCH_UP, catchingUp::run);
    if (!choice.plan().materializedViews().isEmpty()) {
      run.step(Step.COMPUTE_VIEWS, mover()::computeViews);
    }
    run.step(Step.COMPARE_LIVE, () -> round(mover().compare()));
    run.step(Step.CATCH_UP, catchingUp::run);
  }

  /**
   * As {@link #beforeTheStop} and all that comes before the commit, for a worker that is never
   * stopped: then no round has to be short.
   */
  State.Refreshing toOneMoment(State.Preparing prepared) {
    State.Refreshing refreshing = run.enter(prepared.refresh());
    copyAnd(() -> {
      run.step(Step.COMPARE_LIVE, () -> round(mover().compare()));
      run.view().freshAsOf(run.step(Step.ONE_MOMENT, this::lastRound).asOf());
      run.step(Step.VERIFY, mover()::restoreMoment);
    });
    return refreshing;
  }

  /**
   * As {@link #beforeTheStop} and, while the worker writes, what would be done in the outage but
   * the commit.
   *
   * @param whenDone is told how long that took, in milliseconds
   */
  State.Rehearsing rehearse(State.Preparing prepared, LongConsumer whenDone) {
    State.Rehearsing rehearsing = run.enter(prepared.rehearse());
    copyAnd(() -> {
      catchUp();
      LastRound last = run.step(Step.ONE_MOMENT, this::lastRound);
      Instant begin = run.now();
      run.step(Step.VERIFY, mover()::restoreForRehearsal);
      whenDone.accept(last.round().millis() + Duration.between(begin, run.now()).toMillis());
    });
    return rehearsing;
  }

  private void copyAnd(Runnable rest) {
    run.signals().check();
    carryResumably();
    run.step(Step.CAPTURE, () -> run.source().startCapture(run.claim(), choice.units()));
    try {
      mover = open();
      run.step(
          Step.COPY_LIVE,
          () -> {
            mover().copy();
            return new Noted<>(true, resumable.isChosen() ? null : resumable.why());
          });
      rest.run();
    } catch (StepFailed failed) {
      throw explained(failed);
    }
    recheck();
  }

  private CatchingUp catchingUp() {
    return new CatchingUp(
        () -> {
          run.signals().check();
          watch.look();
          return mover().round();
        },
        new CatchingUp.Behind(run.source().side(), run.rules().liveCopy().whenBehind()),
        run.support().alarms());
  }

  /**
   * What brought the target to one moment.
   *
   * @param asOf what was committed before is in it
   */
  private record LastRound(Instant asOf, LiveMover.Round round) {}

  /** What is emptied just when its turn comes is not as of the moment; so there are more tries. */
  private Noted<LastRound> lastRound() {
    for (int tries = 1; tries <= MOST_LAST_ROUNDS; tries++) {
      run.signals().check();
      watch.look();
      // As exactly as databases keep it, and not later.
      Instant before = run.now().truncatedTo(ChronoUnit.MILLIS);
      Optional<LiveMover.Round> round = mover().toOneMoment();
      if (round.isPresent()) {
        return new Noted<>(
            new LastRound(before, round.get()),
            "as of %s, %s".formatted(before, described(round.get())));
      }
      Awaiting.pause(BETWEEN_LAST_ROUNDS);
    }
    throw new UnfitForSwitchover(
        "tables of the %s were emptied or rewritten during each of %d last rounds, so that none was of one moment: try again when that happens less often"
            .formatted(run.source().side().label(), MOST_LAST_ROUNDS));
  }

  private static String described(LiveMover.Round round) {
    return "%,d changed rows in the last round, %d ms".formatted(round.keys(), round.millis());
  }

  /** That can take for hours: the schema may be another one by then. */
  private void carryResumably() {
    try {
      resumable.carry();
    } catch (StepFailed failed) {
      throw explained(failed);
    }
    if (resumable.isChosen()) {
      recheck();
    }
  }

  /** What broke it may well be a change of the schema, as when a table is gone. */
  private StepFailed explained(StepFailed failed) {
    // Its locks may keep somebody waiting whom reading the schema would have to wait for.
    close();
    try {
      recheck();
    } catch (ProblemException unread) {
      failed.addSuppressed(unread);
    }
    return failed;
  }

  private LiveMover open() {
    return new LiveMover(
        run.support().workflows(),
        new LiveMover.Sides(run.source(), run.target(), afterwards()),
        run.claim(),
        choice,
        new ShownProgress(run.view(), this::checkBeforeEachChunk));
  }

  private Afterwards afterwards() {
    return switch (run.facts().purpose()) {
      case SWITCHOVER, REHEARSAL -> Afterwards.ACTIVE;
      case REFRESH -> run.rules().fence() ? Afterwards.FENCED_STANDBY : Afterwards.STANDBY;
    };
  }

  private void checkBeforeEachChunk() {
    if (run.signals().cancellable()) {
      run.signals().check();
      watch.look();
    } else {
      run.signals().checkStopping();
    }
  }

  @Override
  public void whileStopping() {
    if (Duration.between(lastRound, run.now()).compareTo(BETWEEN_ROUNDS_WHILE_STOPPING) > 0) {
      round(mover().round());
    }
  }

  private LiveMover.Round round(LiveMover.Round round) {
    lastRound = run.now();
    return round;
  }

  @Override
  public void recheck() {
    if (run.source().schemaStamp(run.rules().tables()).equals(checked.stamp())) {
      return;
    }
    Set<TableName> changed =
        checked.catalog().differences(run.source().catalog(run.rules().tables()));
    throw new UnfitForSwitchover(
        "the schema of the %s changed after it was checked (%s): try again once both sides have the change"
            .formatted(
                run.source().side().label(),
                changed.isEmpty()
                    ? "constraints, indexes, partitions or types"
                    : Listed.of(changed.stream().map(TableName::toString).toList())));
  }

  @Override
  public @Nullable String carry() {
    return described(mover().finish());
  }

  @Override
  public void prove() {
    LiveCopySettings rules = run.rules().liveCopy();
    mover().prove(new VerifyBudget(rules.verifyBudget()));
  }

  @Override
  public void commit() {
    mover().commit();
  }

  /** Commits what stays the standby. */
  void commitAsOf(Instant moment) {
    mover().commitAsOf(moment);
  }

  /** Without it the switchover is as good: the comparison is a second look. */
  @Override
  public Optional<HeldViews> hold() {
    try {
      return Optional.of(
          HeldViews.open(
              run.support().workflows(), run.source(), run.target(), run.claim(), choice.plan()));
    } catch (ProblemException failure) {
      log.atWarn()
          .addKeyValue("switchover", run.claim().switchover())
          .log("both sides can't be held open for another comparison: {}", failure.getMessage());
      return Optional.empty();
    }
  }

  private LiveMover mover() {
    return Objects.requireNonNull(mover, "the target was not opened yet");
  }

  @Override
  public void close() {
    LiveMover open = mover;
    mover = null;
    if (open != null) {
      open.close();
    }
  }
}
