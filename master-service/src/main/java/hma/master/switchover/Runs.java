package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.master.journal.Purpose;
import hma.master.journal.Trigger;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place for the one switchover or refresh that may run, and who is active. */
final class Runs {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  private final SwitchoverSupport support;
  private final Upkeep upkeep;
  private final Looks looks;
  private final Announcements announcements;
  private final Fences fences;
  private final ByTheClock clock;
  private final WayBackSearch wayBack;
  private final Consumer<Deposed> whenDeposed;
  private final Floor floor = new Floor();
  private final Launcher launcher;
  private final AtomicReference<@Nullable Ownership> ownership = new AtomicReference<>();
  private final RunUnderWay underWay = new RunUnderWay();

  /** Set last: from then on it shows what a former master left unfinished. */
  private volatile boolean loaded;

  private volatile boolean stopping;

  /**
   * Empty, and without an owner.
   *
   * @param whenDeposed is told when a run finds out that another master leads
   */
  Runs(SwitchoverSupport support, Consumer<Deposed> whenDeposed) {
    this.support = support;
    this.looks = new Looks(support, floor.agent());
    Standstill standstill = new Standstill(support);
    this.upkeep = new Upkeep(support, standstill, looks::sleepForgottenAgent);
    this.fences = new Fences(support, standstill, floor.agent(), looks);
    this.announcements = new Announcements(support);
    this.launcher = new Launcher(support, looks, floor, ownership);
    this.clock = new ByTheClock(support);
    this.wayBack = new WayBackSearch(support, back -> open(back, Trigger.CRASHES), whenDeposed);
    this.whenDeposed = whenDeposed;
  }

  /** Who is active; null while that is not known. */
  @Nullable Ownership owner() {
    return ownership.get();
  }

  /** Another master leads: what this one knew says nothing any more. */
  void forgetOwner() {
    loaded = false;
    ownership.set(null);
    fences.forget();
  }

  /** What it begins without being asked. */
  ByTheClock clock() {
    return clock;
  }

  /** The fences while no switchover runs. */
  Fences fences() {
    return fences;
  }

  /** Whether the journal was read since this process took the lead. */
  boolean loaded() {
    return loaded;
  }

  /** What runs. */
  RunUnderWay underWay() {
    return underWay;
  }

  /** Goes on where the journal says; held against requests, none may open a switchover beside. */
  synchronized void load() {
    support.journal().unfinishedFailover().ifPresent(new LeftFailover(support)::end);
    ownership.set(support.journal().ownership().orElse(null));
    fences.load();
    clock.scheduled().load();
    announcements.repeatWhatEndedLately();
    support.journal().unfinished().ifPresent(this::resume);
    loaded = true;
    // A former master may have ended before it could open the way back. Whether there is an alarm
    // to raise is for the upkeep to find out, which sees the worker.
    wayBack.start(() -> lookForAWayBack(true));
  }

  private void resume(JournaledSwitchover switchover) {
    log.atWarn()
        .addKeyValue("switchover", switchover.id())
        .log("a former master left this switchover unfinished: going on with it");
    launch(RunRecord.resumed(support.journal(), switchover, support.clock(), support.steps()));
  }

  /** Opens and launches a switchover, if the request is let in. Blocks. */
  synchronized SwitchoverView open(SwitchoverRequest request, Trigger trigger) {
    underWay.giveWayTo(() -> Admission.check(request, known(), null));
    Ownership owned = Admission.check(request, known(), underWay.viewAfterItsEnd());
    if (trigger != Trigger.CRASHES) {
      // The way back from a crash waits for nobody's migration: no worker runs.
      fences.refuseUnlessUsual(owned);
    }
    return open(owned, request.to(), owned.epoch() + 1, trigger, Purpose.SWITCHOVER);
  }

  /** Opens and launches a refresh, if it is let in. Blocks. */
  synchronized SwitchoverView openRefresh(Trigger trigger) {
    Ownership owned = Admission.checkRefresh(known(), underWay.viewAfterItsEnd(), support.rules());
    fences.refuseUnlessUsual(owned);
    return open(owned, owned.owner().other(), owned.epoch(), trigger, Purpose.REFRESH);
  }

  /** Opens and launches the rehearsal of a switchover, if that would be let in. Blocks. */
  synchronized SwitchoverView openRehearsal(SwitchoverRequest request) {
    Ownership owned =
        Admission.checkRehearsal(request, known(), underWay.viewAfterItsEnd(), support.rules());
    fences.refuseUnlessUsual(owned);
    return open(owned, request.to(), owned.epoch(), Trigger.DEMAND, Purpose.REHEARSAL);
  }

  /** Begins a refresh where one is due and nothing else is under way. Blocks. */
  synchronized void refreshWhenDue() {
    if (loaded
        && underWay.isNone()
        && looks.none()
        && fences.areUsual()
        && clock.refreshIsDue(known())) {
      openRefresh(Trigger.INTERVAL);
    }
  }

  /** Begins the switchover that it is time for. Blocks. */
  synchronized void switchWhenDue() {
    Ownership owned = known();
    if (!loaded || owned == null || !underWay.isNoneOrGivesWay()) {
      return;
    }
    Ownership counted = clock.counted(owned);
    ownership.compareAndSet(owned, counted);
    clock
        .switchover(counted)
        .ifPresent(due -> {
          try {
            open(new SwitchoverRequest(due.to(), Optional.of(owned.owner())), due.trigger());
          } catch (ProblemException refused) {
            due.whenRefused().accept(refused);
          }
        });
  }

  private @Nullable Ownership known() {
    return stopping ? null : ownership.get();
  }

  private SwitchoverView open(
      Ownership owned, Side to, long epoch, Trigger trigger, Purpose purpose) {
    Facts facts = new Facts(trigger, owned.formation(), null, purpose);
    RunRecord record = launcher.record(owned.owner(), to, epoch, facts);
    SwitchoverView opened = record.view().get();
    launch(record);
    return opened;
  }

  /**
   * Makes a place for a look at both sides.
   *
   * @throws hma.protocol.ProblemException 503 while it is not known who is active, 409 while a
   *     switchover or another look is under way, or when that side is active already
   */
  synchronized Looks.Look openLook(Optional<Side> wanted) {
    Ownership owned = checkIdle();
    Side to = wanted.orElse(owned.owner().other());
    Admission.check(new SwitchoverRequest(to, Optional.empty()), owned, null);
    fences.refuseWhileChanging();
    return looks.open(owned);
  }

  /**
   * Makes a place for a change of the fences.
   *
   * @throws hma.protocol.ProblemException 503 while it is not known who is active, 409 while a
   *     switchover or another change is under way, or where nothing is fenced
   */
  synchronized Fences.Change openChange(FenceChange wanted) {
    return fences.begin(wanted, checkIdle());
  }

  private Ownership checkIdle() {
    return Admission.checkIdle(known(), underWay.viewBeforeItsEnd());
  }

  /** A standby is to be fenced again whose time is over. */
  private synchronized Optional<Fences.Change> changeThatIsDue() {
    Ownership owned = known();
    return loaded && owned != null && underWay.isNone() ? fences.due(owned) : Optional.empty();
  }

  /** Looks; blocks. */
  <T> T look(Looks.Look look, Function<BothSides, T> work) {
    return looks.run(look, work);
  }

  private void launch(RunRecord record) {
    Promise<Void> placed = Promise.promise();
    ActiveRun launched = launcher.launch(record, placed.future());
    underWay.begins(launched);
    announcements.begun(record);
    launched.end().onComplete(result -> ended(launched, result.cause()));
    placed.complete();
  }

  private void ended(ActiveRun run, @Nullable Throwable failure) {
    underWay.ends(run);
    switch (failure) {
      case null -> finished(run);
      case ServiceStopping stopped -> log.atWarn().log(stopped.getMessage());
      case Deposed deposition -> whenDeposed.accept(deposition);
      default -> {
        log.atError().setCause(failure).log("a switchover ended unexpectedly");
        run.broke(support.alarms());
      }
    }
  }

  private void finished(ActiveRun run) {
    SwitchoverView view = run.view();
    clock.ended(run);
    announcements.ended(view);
    if (!view.moves()) {
      return;
    }
    announcements.over(view);
    boolean up = view.state() == SwitchoverState.COMPLETED;
    if (up) {
      upkeep.seenUp(view.to());
    }
    wayBack.start(() -> lookForAWayBack(up));
  }

  private synchronized void lookForAWayBack(boolean up) {
    if (loaded && !stopping && underWay.isNoneOrGivesWay()) {
      wayBack.look(ownership.get(), up);
    }
  }

  /**
   * Looks, while no switchover runs, that each side runs what it should; beside a refresh, which
   * can take long, at nothing else. Blocks.
   */
  void upkeep() {
    if (!floor.workers().tryLock()) {
      return;
    }
    try {
      if (loaded && !stopping && !underWay.movesTheWorker()) {
        keepUp();
      }
    } finally {
      floor.workers().unlock();
    }
    changeThatIsDue().ifPresent(fences::run);
  }

  private void keepUp() {
    if (!floor.agent().tryLock()) {
      if (!underWay.isNone()) {
        lookForAWayBack(look(upkeep::lookAtWorkers));
      }
      return;
    }
    boolean up;
    try {
      if (!underWay.isNone()) {
        return;
      }
      up = look(upkeep::look);
    } finally {
      floor.agent().unlock();
    }
    lookForAWayBack(up);
  }

  private boolean look(Supplier<Upkeep.Look> looking) {
    Ownership before = ownership.get();
    Upkeep.Look look = looking.get();
    // Unless another master leads meanwhile, and what this one knew is forgotten.
    ownership.compareAndSet(before, look.owner());
    return look.up();
  }

  /** Lets the run end before its next step. Blocks. */
  void stop() {
    stopping = true;
    upkeep.stop();
    looks.stop();
    try {
      underWay.stop();
    } catch (RuntimeException late) {
      log.atWarn().log("{}: it is given up", late.getMessage());
    }
  }

  /** Whether the service is about to end. */
  boolean stopping() {
    return stopping;
  }
}
