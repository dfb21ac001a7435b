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
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a {@link Tick} does, one after the other, and what comes of it. */
final class OneLook implements Consumer<Event> {
  /** A look at each side, in which a worker may have to be waited for. */
  private static final Duration LOOK_LIMIT = Duration.ofMinutes(15);

  private static final Duration RUN_LIMIT = Duration.ofDays(1);

  private final SwitchoverService switchovers;
  private final PostgresSite database;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final List<SwitchoverView> ended = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  /** Has not looked yet. */
  OneLook(SwitchoverService switchovers, PostgresSite database) {
    this.switchovers = switchovers;
    this.database = database;
  }

  /** The end of what another one has begun and ended is told again, and no business of this one. */
  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.SwitchoverStarted(SwitchoverView switchover) -> begun.add(switchover.id());
      case Event.SwitchoverEnded(SwitchoverView switchover) -> {
        if (begun.contains(switchover.id())) {
          ended.add(switchover);
        }
      }
      default -> {
        // Alarms are in the status.
      }
    }
  }

  /**
   * Looks, and waits until nothing is under way any more; blocks.
   *
   * @param whenLeading keeps the lead from then on
   */
  TickResult look(Runnable whenLeading) {
    database.install();
    if (!Awaiting.await(switchovers.leadIfFree(), LOOK_LIMIT, "the lead")) {
      return new TickResult(Outcome.SOMEONE_ELSE, List.of(), null);
    }
    whenLeading.run();
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

  private void settle() {
    Optional<String> refresh = refreshUnderWay();
    Awaiting.await(switchovers.idle(), RUN_LIMIT, "the end of what runs");
    refresh.flatMap(this::find).ifPresent(ended::add);
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

  /** Begins nothing more, and leaves what is under way to the next one; blocks. */
  void stop() {
    stopping = true;
    switchovers.stop();
  }
}
