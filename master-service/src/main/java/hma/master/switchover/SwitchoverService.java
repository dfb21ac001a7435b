package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.protocol.Json;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one switchover at a time, for as long as this process leads. */
public final class SwitchoverService implements Switchovers {
  private static final Logger log = LoggerFactory.getLogger(SwitchoverService.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final SwitchoverSupport support;
  private final Upcoming upcoming;

  /** Held by whoever tells Heroku what to run: a switchover, or the idle upkeep. */
  private final ReentrantLock floor = new ReentrantLock(true);

  private final AtomicReference<@Nullable Ownership> ownership = new AtomicReference<>();
  private final AtomicReference<@Nullable ActiveRun> active = new AtomicReference<>();
  private final Upkeep upkeep;
  private volatile boolean stopping;

  /** Does nothing before {@link #lead}. */
  public SwitchoverService(SwitchoverSupport support, Upcoming upcoming) {
    this.support = support;
    this.upcoming = upcoming;
    this.upkeep = new Upkeep(support);
  }

  /** What the schedule will ask for next. */
  @FunctionalInterface
  public interface Upcoming {
    /** The next boundary after a moment, if there is one. */
    Optional<NextView> after(Instant now);
  }

  private record ActiveRun(RunRecord record, RunSignals signals, Future<?> end) {}

  /** Takes the lead, now or when the leading master falls silent, and goes on where it left. */
  public Future<Void> lead() {
    return support
        .workflows()
        .start(
            "lead",
            () -> {
              support.leadership().take();
              ownership.set(support.journal().ownership().orElse(null));
              support.journal().unfinished().ifPresent(this::resume);
              return null;
            });
  }

  /** Whether it is known which side is active, and this process may act on it. */
  public boolean isReady() {
    return ownership.get() != null;
  }

  /** Renews the lead; another master's is noticed here at the latest. */
  public Future<Void> beat() {
    if (support.leadership().term() == 0) {
      return Future.succeededFuture();
    }
    return guarded("beat", support.leadership()::beat);
  }

  /** Looks, while nothing runs, that each side runs what it should. */
  public Future<Void> keepUp() {
    if (support.leadership().term() == 0 || active.get() != null) {
      return Future.succeededFuture();
    }
    return guarded("upkeep", this::upkeepIfIdle);
  }

  private void upkeepIfIdle() {
    if (!floor.tryLock()) {
      return;
    }
    try {
      if (active.get() == null && !stopping) {
        upkeep.look(ownership.get()).ifPresent(ownership::set);
      }
    } finally {
      floor.unlock();
    }
  }

  private Future<Void> guarded(String name, Runnable work) {
    return support
        .workflows()
        .<Void>start(
            name,
            () -> {
              work.run();
              return null;
            })
        .recover(failure -> {
          if (failure instanceof Deposed deposed) {
            return afterDeposition(deposed);
          }
          log.atWarn().addKeyValue("work", name).log("it failed: {}", failure.getMessage());
          return Future.succeededFuture();
        });
  }

  private Future<Void> afterDeposition(Deposed deposed) {
    log.atError().log(deposed.getMessage());
    ownership.set(null);
    return stopping ? Future.succeededFuture() : lead();
  }

  @Override
  public Future<SwitchoverView> start(SwitchoverRequest request) {
    return support.workflows().start("open", () -> open(request, "on demand"));
  }

  private synchronized SwitchoverView open(SwitchoverRequest request, String reason) {
    ActiveRun running = active.get();
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
            new Facts(reason, owned.formation(), null),
            List.of());
    RunRecord record = new RunRecord(support.journal(), switchover, support.clock());
    record.open();
    SwitchoverView opened = record.view().get();
    launch(record, false);
    return opened;
  }

  private void resume(JournaledSwitchover switchover) {
    log.atWarn()
        .addKeyValue("switchover", switchover.id())
        .log("a former master left this switchover unfinished: going on with it");
    launch(new RunRecord(support.journal(), switchover, support.clock()), true);
  }

  private void launch(RunRecord record, boolean resumed) {
    RunSignals signals = new RunSignals();
    SwitchoverRun run = new SwitchoverRun(support, record, signals);
    Promise<Void> started = Promise.promise();
    Future<SwitchoverView> end =
        started
            .future()
            .compose(ready ->
                support
                    .workflows()
                    .start("switchover " + record.switchover().id(), () -> take(run, resumed)));
    active.set(new ActiveRun(record, signals, end));
    end.onComplete(result -> ended(record, result.result(), result.cause()));
    started.complete();
  }

  private SwitchoverView take(SwitchoverRun run, boolean resumed) {
    floor.lock();
    try {
      return resumed ? run.resume() : run.run();
    } finally {
      floor.unlock();
    }
  }

  private void ended(RunRecord record, @Nullable SwitchoverView view, @Nullable Throwable failure) {
    if (failure == null && view != null) {
      boolean moved = record.begun(Step.OWN);
      if (moved) {
        ownership.set(record.ownershipAfterwards());
      }
      active.set(null);
      if (view.state() == SwitchoverState.FAILED) {
        goBackFrom(record);
      }
      return;
    }
    active.set(null);
    switch (failure) {
      case ServiceStopping stopped -> log.atWarn().log(stopped.getMessage());
      case Deposed deposed -> afterDeposition(deposed);
      case null -> {}
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

  /** One fresh switchover back from a worker that keeps crashing; never one after the other. */
  private void goBackFrom(RunRecord failed) {
    String reason = "the worker crashed after " + failed.switchover().id();
    if (failed.facts().reason().startsWith("the worker crashed after ")) {
      return;
    }
    Side back = failed.switchover().from();
    support
        .workflows()
        .start("go back", () -> open(new SwitchoverRequest(back, Optional.empty()), reason))
        .onFailure(refused ->
            support.alarms().raise("worker-crashes", "no way back: " + refused.getMessage()));
  }

  @Override
  public Future<Optional<SwitchoverView>> find(String id) {
    ActiveRun running = active.get();
    if (running != null && running.record().switchover().id().equals(id)) {
      return Future.succeededFuture(Optional.of(running.record().view().get()));
    }
    if (support.leadership().term() == 0) {
      return Future.failedFuture(Admission.notLeading());
    }
    return support
        .workflows()
        .start(
            "find",
            () ->
                support
                    .journal()
                    .summary(id)
                    .map(summary ->
                        Json.decodeOwn(summary.toBuffer().getBytes(), SwitchoverView.class)));
  }

  @Override
  public StatusView status() {
    Ownership owned = ownership.get();
    ActiveRun running = active.get();
    List<AlarmView> alarms = support.alarms().standing();
    String state = running == null ? "IDLE" : "RUNNING";
    return new StatusView(
        owned == null ? null : owned.owner(),
        alarms.isEmpty() ? state : "ALARM",
        owned == null ? 0 : owned.epoch(),
        upcoming.after(support.clock().instant()).orElse(null),
        running == null ? null : running.record().view().get(),
        alarms);
  }

  @Override
  public Future<SwitchoverView> cancel(String id) {
    ActiveRun running = active.get();
    if (running == null || !running.record().switchover().id().equals(id)) {
      return find(id)
          .compose(found -> Future.failedFuture(Admission.notCancellable(id, found.isPresent())));
    }
    if (!running.signals().cancel()) {
      return Future.failedFuture(Admission.tooLate(id));
    }
    return Future.succeededFuture(running.record().view().get());
  }

  /** Ends before the next step; the journal says where the next start goes on. Blocks. */
  public void stop() {
    stopping = true;
    ActiveRun running = active.get();
    if (running != null) {
      running.signals().stop();
      try {
        Awaiting.await(
            running.end().otherwiseEmpty(), STOP_LIMIT, "the end of the switchover's step");
      } catch (RuntimeException late) {
        log.atWarn().log("{}: it is given up", late.getMessage());
      }
    }
    support.leadership().resign();
  }
}
