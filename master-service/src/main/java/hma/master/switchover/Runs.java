package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.master.journal.Trigger;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place for the one switchover that may run, and who is active while none does. */
final class Runs {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  private final SwitchoverSupport support;
  private final Upkeep upkeep;
  private final Looks looks;
  private final Announcements announcements;
  private final Consumer<Deposed> whenDeposed;

  /** Held by whoever tells Heroku what to run: a switchover, or the idle upkeep. */
  private final ReentrantLock floor = new ReentrantLock(true);

  private final AtomicReference<@Nullable Ownership> ownership = new AtomicReference<>();
  private final AtomicReference<@Nullable ActiveRun> active = new AtomicReference<>();

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
    this.looks = new Looks(support, floor);
    this.upkeep = new Upkeep(support, looks::sleepForgottenAgent);
    this.announcements = new Announcements(support);
    this.whenDeposed = whenDeposed;
  }

  private record ActiveRun(RunRecord record, RunSignals signals, Future<?> end) {
    /** Whether people see its end, which is a moment before it is cleared away. */
    boolean over() {
      return record.view().get().state().terminal();
    }

    boolean is(String id) {
      return record.switchover().id().equals(id);
    }

    void awaitEnd(Duration limit) {
      Awaiting.await(end.otherwiseEmpty(), limit, "the end of the switchover");
    }
  }

  /** Who is active; null while that is not known. */
  @Nullable Ownership owner() {
    return ownership.get();
  }

  /** Another master leads: what this one knew says nothing any more. */
  void forgetOwner() {
    loaded = false;
    ownership.set(null);
  }

  /** Whether the journal was read since this process took the lead. */
  boolean loaded() {
    return loaded;
  }

  /** The switchover that runs, as people see it; null when none does. */
  @Nullable SwitchoverView running() {
    ActiveRun running = active.get();
    return running == null ? null : running.record().view().get();
  }

  /** Goes on where the journal says; held against requests, none may open a switchover beside. */
  synchronized void load() {
    ownership.set(support.journal().ownership().orElse(null));
    announcements.repeatWhatEndedLately();
    support.journal().unfinished().ifPresent(this::resume);
    loaded = true;
    // A former master may have ended before it could open the way back. Whether there is an alarm
    // to raise is for the upkeep to find out, which sees the worker.
    startLookingForAWayBack(true);
  }

  private void resume(JournaledSwitchover switchover) {
    log.atWarn()
        .addKeyValue("switchover", switchover.id())
        .log("a former master left this switchover unfinished: going on with it");
    launch(
        RunRecord.resumed(support.journal(), switchover, support.clock(), support.steps()), true);
  }

  /** Opens and launches a switchover, if the request is let in. Blocks. */
  synchronized SwitchoverView open(SwitchoverRequest request, Trigger trigger) {
    ActiveRun running = active.get();
    if (running != null && running.over()) {
      // Whoever saw its end may ask for the next one at once.
      running.awaitEnd(SwitchoverService.STOP_LIMIT);
      running = active.get();
    }
    Ownership owned =
        Admission.check(
            request,
            stopping ? null : ownership.get(),
            running == null ? null : running.record().switchover().id());
    JournaledSwitchover switchover =
        new JournaledSwitchover(
            SwitchoverIds.next(support.clock()),
            owned.owner(),
            request.to(),
            owned.epoch() + 1,
            support.clock().instant(),
            new Facts(trigger, owned.formation(), null),
            List.of());
    RunRecord record =
        RunRecord.opened(support.journal(), switchover, support.clock(), support.steps());
    SwitchoverView opened = record.view().get();
    launch(record, false);
    return opened;
  }

  /**
   * Makes a place for a look at both sides.
   *
   * @throws hma.protocol.ProblemException 503 while it is not known who is active, 409 while a
   *     switchover or another look is under way, or when that side is active already
   */
  synchronized Looks.Look openLook(Optional<Side> wanted) {
    ActiveRun running = active.get();
    boolean busy = running != null && !running.over();
    Ownership known = ownership.get();
    Side to = wanted.orElse(known == null ? Side.SLAVE : known.owner().other());
    Ownership owned =
        Admission.check(
            new SwitchoverRequest(to, Optional.empty()),
            stopping ? null : known,
            busy && running != null ? running.record().switchover().id() : null);
    return looks.open(owned);
  }

  /** Looks; blocks. */
  <T> T look(Looks.Look look, Function<BothSides, T> work) {
    return looks.run(look, work);
  }

  private void launch(RunRecord record, boolean resumed) {
    RunSignals signals = new RunSignals();
    if (resumed) {
      signals.endCancelling();
    }
    SwitchoverRun run = new SwitchoverRun(support, record, signals, ownership::set);
    Promise<Void> placed = Promise.promise();
    String name = "switchover " + record.switchover().id();
    Future<SwitchoverView> end =
        placed.future().compose(ready -> support.workflows().start(name, () -> take(run, resumed)));
    active.set(new ActiveRun(record, signals, end));
    announcements.begun(record);
    end.onComplete(result -> ended(record, result.result(), result.cause()));
    placed.complete();
  }

  private SwitchoverView take(SwitchoverRun run, boolean resumed) {
    looks.giveWay();
    floor.lock();
    try {
      return resumed ? run.resume() : run.run();
    } finally {
      floor.unlock();
    }
  }

  private void ended(RunRecord record, @Nullable SwitchoverView view, @Nullable Throwable failure) {
    active.updateAndGet(
        running -> running != null && running.record().equals(record) ? null : running);
    switch (failure) {
      case null -> finished(Objects.requireNonNull(view));
      case ServiceStopping stopped -> log.atWarn().log(stopped.getMessage());
      case Deposed deposition -> whenDeposed.accept(deposition);
      default -> {
        log.atError().setCause(failure).log("a switchover ended unexpectedly");
        support
            .alarms()
            .raise(
                "switchover-broken",
                "switchover %s ended unexpectedly, see the log: restart the master to go on with it"
                    .formatted(record.switchover().id()));
      }
    }
  }

  private void finished(SwitchoverView view) {
    announcements.over(view);
    boolean up = view.state() == SwitchoverState.COMPLETED;
    if (up) {
      upkeep.seenUp(view.to());
    }
    startLookingForAWayBack(up);
  }

  /** Where it fails, the next upkeep tries it again. */
  private void startLookingForAWayBack(boolean up) {
    support
        .workflows()
        .start(
            "look for a way back",
            () -> {
              lookForAWayBack(up);
              return true;
            })
        .onFailure(failure -> {
          if (failure instanceof Deposed deposition) {
            whenDeposed.accept(deposition);
          } else {
            log.atWarn().log("the way back can't be looked for: {}", failure.getMessage());
          }
        });
  }

  /**
   * Begins one fresh switchover back from a worker that keeps crashing, or says why there is none.
   * Blocks.
   *
   * @param up whether the active side's worker runs by now
   */
  private synchronized void lookForAWayBack(boolean up) {
    if (!loaded || stopping || active.get() != null) {
      return;
    }
    switch (WayBack.of(ownership.get(), support.journal().last())) {
      case WayBack.NotNeeded none -> support.alarms().clear(WayBack.ALARM);
      case WayBack.Due due -> goBack(due.request());
      case WayBack.Barred barred when !up -> support.alarms().raise(WayBack.ALARM, barred.reason());
      case WayBack.Barred mended -> support.alarms().clear(WayBack.ALARM);
    }
  }

  private void goBack(SwitchoverRequest back) {
    try {
      open(back, Trigger.CRASHES);
      support.alarms().clear(WayBack.ALARM);
    } catch (ProblemException refused) {
      support
          .alarms()
          .raise(
              WayBack.ALARM,
              "the way back to the %s, from a worker that crashes, is refused: %s; it is asked for again every 15 s"
                  .formatted(back.to().label(), refused.getMessage()));
    }
  }

  /** Looks, while nothing runs, that each side runs what it should. Blocks. */
  void upkeep() {
    if (!floor.tryLock()) {
      return;
    }
    boolean up;
    try {
      if (!loaded || active.get() != null || stopping) {
        return;
      }
      Ownership before = ownership.get();
      Upkeep.Look look = upkeep.look();
      // Unless another master leads meanwhile, and what this one knew is forgotten.
      ownership.compareAndSet(before, look.owner());
      up = look.up();
    } finally {
      floor.unlock();
    }
    lookForAWayBack(up);
  }

  /**
   * Calls a switchover off.
   *
   * @return whether it is the one that runs
   * @throws ProblemException when it comes too late
   */
  boolean cancel(String id) {
    ActiveRun running = active.get();
    if (running == null || !running.is(id)) {
      return false;
    }
    if (!running.signals().cancel()) {
      throw Admission.tooLate(id);
    }
    return true;
  }

  /** Waits until nothing runs. Blocks. */
  void awaitEnd(Duration limit) {
    ActiveRun running = active.get();
    if (running != null) {
      running.awaitEnd(limit);
    }
  }

  /** Lets the run end before its next step. Blocks. */
  void stop() {
    stopping = true;
    looks.stop();
    ActiveRun running = active.get();
    if (running == null) {
      return;
    }
    running.signals().stop();
    try {
      running.awaitEnd(SwitchoverService.STOP_LIMIT);
    } catch (RuntimeException late) {
      log.atWarn().log("{}: it is given up", late.getMessage());
    }
  }

  /** Whether the service is about to end. */
  boolean stopping() {
    return stopping;
  }
}
