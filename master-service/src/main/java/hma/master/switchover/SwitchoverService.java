package hma.master.switchover;

import hma.master.journal.Deposed;
import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.protocol.Json;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one switchover at a time, for as long as this process leads. */
public final class SwitchoverService implements Switchovers {
  private static final Logger log = LoggerFactory.getLogger(SwitchoverService.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration RUN_LIMIT = Duration.ofDays(1);

  private final SwitchoverSupport support;
  private final Upcoming upcoming;

  /** Held by whoever tells Heroku what to run: a switchover, or the idle upkeep. */
  private final ReentrantLock floor = new ReentrantLock(true);

  private final AtomicReference<@Nullable Ownership> ownership = new AtomicReference<>();
  private final AtomicReference<@Nullable ActiveRun> active = new AtomicReference<>();
  private final Upkeep upkeep;
  private final AtomicBoolean taking = new AtomicBoolean();
  private volatile boolean deposed;

  /** Whether the journal has been read since this process took the lead. */
  private volatile boolean leading;

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

  private record ActiveRun(RunRecord record, RunSignals signals, Future<?> end) {
    /** Whether people see its end, which is a moment before it is cleared away. */
    boolean over() {
      return record.view().get().state().terminal();
    }
  }

  /**
   * Takes the lead, now or when the leading master falls silent, and goes on where it left. While
   * that is under way, asking again changes nothing.
   */
  public Future<Void> lead() {
    if (!taking.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    return support
        .workflows()
        .<Void>start(
            "lead",
            () -> {
              awaitEndOfRun();
              takeLead();
              return null;
            })
        .onComplete(taken -> taking.set(false));
  }

  /**
   * A run of the former term must have found out that it is deposed before there is a new one:
   * under that it would go on, beside its own resumption.
   */
  private void awaitEndOfRun() {
    ActiveRun running = active.get();
    if (running != null) {
      Awaiting.await(running.end().otherwiseEmpty(), RUN_LIMIT, "the end of the former run");
    }
  }

  private void takeLead() {
    leading = false;
    support.leadership().take();
    // Held against requests: none may open a switchover beside the one that is resumed.
    synchronized (this) {
      ownership.set(support.journal().ownership().orElse(null));
      support.journal().unfinished().ifPresent(this::resume);
    }
    deposed = false;
    leading = true;
  }

  /** Whether it is known which side is active, and this process may act on it. */
  public boolean isReady() {
    return ownership.get() != null;
  }

  /** Renews the lead; another master's is noticed here at the latest. */
  public Future<Void> beat() {
    if (deposed) {
      return leadAgain();
    }
    if (support.leadership().term() == 0) {
      return Future.succeededFuture();
    }
    return guarded("beat", support.leadership()::beat);
  }

  /** Looks, while nothing runs, that each side runs what it should. */
  public Future<Void> keepUp() {
    if (!leading || active.get() != null) {
      return Future.succeededFuture();
    }
    return guarded("upkeep", this::upkeepIfIdle);
  }

  private void upkeepIfIdle() {
    if (!floor.tryLock()) {
      return;
    }
    try {
      if (leading && active.get() == null && !stopping) {
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

  /** Of a term that is long over somebody may hear late: that says nothing of this one. */
  private Future<Void> afterDeposition(Deposed deposition) {
    if (deposition.term() != support.leadership().term()) {
      return Future.succeededFuture();
    }
    log.atError().log(deposition.getMessage());
    leading = false;
    ownership.set(null);
    deposed = true;
    return leadAgain();
  }

  /** Where it fails, the next beat tries it again. */
  private Future<Void> leadAgain() {
    if (stopping) {
      return Future.succeededFuture();
    }
    return lead()
        .onFailure(failure ->
            log.atWarn().log("this master can't lead again yet: {}", failure.getMessage()))
        .otherwiseEmpty();
  }

  private <T> Future<T> asLeader(Future<T> work) {
    return work.recover(failure -> {
      if (!(failure instanceof Deposed deposition)) {
        return Future.failedFuture(failure);
      }
      afterDeposition(deposition);
      return Future.failedFuture(
          problem(503, "not-ready", "another master leads now: ask again in a moment"));
    });
  }

  @Override
  public Future<SwitchoverView> start(SwitchoverRequest request) {
    return asLeader(support.workflows().start("open", () -> open(request, "on demand")));
  }

  private synchronized SwitchoverView open(SwitchoverRequest request, String reason) {
    Ownership owned = ownership.get();
    if (owned == null || stopping) {
      throw problem(503, "not-ready", "it is not known yet which side is active: see the alarms");
    }
    refuseIfRunning();
    if (request.from().isPresent() && request.from().get() != owned.owner()) {
      throw problem(
          409,
          "not-active",
          "the active side is the %s, not the %s"
              .formatted(owned.owner().label(), request.from().get().label()));
    }
    if (request.to() == owned.owner()) {
      throw problem(
          409, "already-active", "the %s is active already".formatted(owned.owner().label()));
    }
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

  private void refuseIfRunning() {
    ActiveRun running = active.get();
    if (running != null && running.over()) {
      // Whoever saw its end may ask for the next one at once.
      Awaiting.await(running.end().otherwiseEmpty(), STOP_LIMIT, "the end of the switchover");
      running = active.get();
    }
    if (running != null) {
      throw problem(
          409,
          "switchover-running",
          "switchover %s is running: wait for it, or cancel it"
              .formatted(running.record().switchover().id()));
    }
  }

  private void resume(JournaledSwitchover switchover) {
    log.atWarn()
        .addKeyValue("switchover", switchover.id())
        .log("a former master left this switchover unfinished: going on with it");
    launch(new RunRecord(support.journal(), switchover, support.clock()), true);
  }

  private void launch(RunRecord record, boolean resumed) {
    RunSignals signals = new RunSignals();
    if (resumed) {
      signals.endCancelling();
    }
    SwitchoverRun run = new SwitchoverRun(support, record, signals, ownership::set);
    io.vertx.core.Promise<Void> started = io.vertx.core.Promise.promise();
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
      free(record);
      if (view.state() == SwitchoverState.FAILED) {
        goBackFrom(record);
      }
      return;
    }
    free(record);
    switch (failure) {
      case ServiceStopping stopped -> log.atWarn().log(stopped.getMessage());
      case Deposed deposition -> afterDeposition(deposition);
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

  private void free(RunRecord record) {
    active.updateAndGet(
        running -> running != null && running.record().equals(record) ? null : running);
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
            support.alarms().raise("no-way-back", "no way back: " + refused.getMessage()));
  }

  @Override
  public Future<Optional<SwitchoverView>> find(String id) {
    ActiveRun running = active.get();
    if (running != null && running.record().switchover().id().equals(id)) {
      return Future.succeededFuture(Optional.of(running.record().view().get()));
    }
    if (support.leadership().term() == 0) {
      return Future.failedFuture(
          problem(503, "not-ready", "this master does not lead yet: ask again"));
    }
    return asLeader(
        support
            .workflows()
            .start(
                "find",
                () ->
                    support
                        .journal()
                        .summary(id)
                        .map(summary ->
                            Json.decodeOwn(summary.toBuffer().getBytes(), SwitchoverView.class))));
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
          .compose(found ->
              Future.failedFuture(
                  found.isPresent()
                      ? problem(409, "too-late", "switchover " + id + " is over")
                      : problem(404, "not-found", "there is no switchover " + id)));
    }
    if (!running.signals().cancel()) {
      return Future.failedFuture(
          problem(
              409,
              "too-late",
              "the worker has been stopped already: switchover %s can't be cancelled any more"
                  .formatted(id)));
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

  private static ProblemException problem(int status, String code, String detail) {
    return new Problem(status, code, "The switchover is refused", detail, status == 503)
        .asException();
  }
}
