package hma.master;

import hma.master.cli.TickResult;
import hma.master.cli.TickResult.Outcome;
import hma.master.switchover.Event;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverService;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.sync.PostgresSite;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One look by the clock, in a process that is started for it and ends with it. What it cannot
 * finish, because it is told to stop, the next one goes on with.
 */
final class Tick extends VerticleBase implements Consumer<Event> {
  /** A look at each side, in which a worker may have to be waited for. */
  private static final Duration LOOK_LIMIT = Duration.ofMinutes(15);

  private static final Duration RUN_LIMIT = Duration.ofDays(1);

  private final SwitchoverService switchovers;
  private final PostgresSite database;
  private final Workflows workflows;
  private final Instant begun;
  private final List<SwitchoverView> ended = new CopyOnWriteArrayList<>();
  private final Promise<TickResult> result = Promise.promise();
  private volatile boolean stopping;

  /**
   * Does nothing yet.
   *
   * @param begun what ended before is no business of this one
   */
  Tick(SwitchoverService switchovers, PostgresSite database, Workflows workflows, Instant begun) {
    this.switchovers = switchovers;
    this.database = database;
    this.workflows = workflows;
    this.begun = begun;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.SwitchoverEnded(SwitchoverView switchover)
        && Objects.requireNonNullElse(switchover.finishedAt(), Instant.MIN).isAfter(begun)) {
      ended.add(switchover);
    }
  }

  /**
   * Looks, and waits until nothing is under way any more. It begins in the context of this
   * verticle: what is opened there is closed after {@link #stop}, not before.
   */
  @Override
  public Future<?> start() {
    workflows.start("tick", this::looked).onComplete(result);
    return Future.succeededFuture();
  }

  /** Completes with what came of it. */
  Future<TickResult> result() {
    return result.future();
  }

  private TickResult looked() {
    database.install();
    if (!Awaiting.await(switchovers.leadIfFree(), LOOK_LIMIT, "the lead")) {
      return new TickResult(Outcome.SOMEONE_ELSE, List.of(), null);
    }
    vertx.setPeriodic(MasterVerticle.BEAT.toMillis(), timer -> switchovers.beat());
    settle();
    // The last one begins the way back from a worker that crashes.
    List<Supplier<Future<Void>>> looks =
        List.of(
            switchovers::keepUp,
            switchovers::readQuotas,
            switchovers::switchWhenDue,
            switchovers::refreshWhenDue,
            switchovers::keepUp);
    for (Supplier<Future<Void>> look : looks) {
      if (!stopping) {
        Awaiting.await(look.get(), LOOK_LIMIT, "a look");
        settle();
      }
    }
    return found();
  }

  /** Of a refresh nobody is told. */
  private Optional<String> refreshUnderWay() {
    return switchovers.leads()
        ? Optional.ofNullable(switchovers.status().switchover())
            .filter(view -> !view.moves())
            .map(SwitchoverView::id)
        : Optional.empty();
  }

  private Optional<SwitchoverView> find(String id) {
    return switchovers.leads()
        ? Awaiting.await(switchovers.find(id), LOOK_LIMIT, "the refresh")
        : Optional.empty();
  }

  private void settle() {
    Optional<String> refresh = refreshUnderWay();
    Awaiting.await(switchovers.idle(), RUN_LIMIT, "the end of what runs");
    refresh.flatMap(this::find).ifPresent(ended::add);
  }

  private TickResult found() {
    if (!switchovers.leads()) {
      return new TickResult(Outcome.SOMEONE_ELSE, ended, null);
    }
    StatusView status = switchovers.status();
    boolean failed =
        !status.alarms().isEmpty()
            || ended.stream().anyMatch(view -> view.state() != SwitchoverState.COMPLETED);
    Outcome done = ended.isEmpty() ? Outcome.NOTHING_DUE : Outcome.DONE;
    return new TickResult(failed ? Outcome.FAILED : done, ended, status);
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return workflows.start(
        "stop",
        () -> {
          switchovers.stop();
          return true;
        });
  }
}
