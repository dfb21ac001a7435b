package hma.master.switchover;

import hma.master.journal.Facts;
import hma.master.journal.JournaledSwitchover;
import hma.master.journal.Ownership;
import hma.protocol.Side;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Starts runs, each of which waits until it has the floor. */
final class Launcher {
  private final SwitchoverSupport support;
  private final Looks looks;
  private final Floor floor;
  private final AtomicReference<@Nullable Ownership> ownership;

  /**
   * Of runs that have these in common.
   *
   * @param looks are called off
   * @param ownership is told of what becomes of it
   */
  Launcher(
      SwitchoverSupport support,
      Looks looks,
      Floor floor,
      AtomicReference<@Nullable Ownership> ownership) {
    this.support = support;
    this.looks = looks;
    this.floor = floor;
    this.ownership = ownership;
  }

  /** Opens one in the journal. */
  RunRecord record(Side from, Side to, long epoch, Facts facts) {
    JournaledSwitchover switchover =
        new JournaledSwitchover(
            SwitchoverIds.next(support.clock()),
            from,
            to,
            epoch,
            support.clock().instant(),
            facts,
            List.of());
    return RunRecord.opened(support.journal(), switchover, support.clock(), support.steps());
  }

  /**
   * Runs it, or goes on with it, on a thread of its own.
   *
   * @param ready completes when it may begin
   */
  ActiveRun launch(RunRecord record, Future<?> ready) {
    State.Initial initial = record.state(State.Initial.class);
    RunSignals signals = RunSignals.of(initial);
    RunParts parts = RunParts.of(support, record, signals);
    Future<SwitchoverView> end = ready.compose(now -> start(parts, initial));
    return new ActiveRun(record, signals, end);
  }

  private Future<SwitchoverView> start(RunParts parts, State.Initial initial) {
    Run run = run(parts);
    String name = parts.view().get().kind() + " " + parts.view().get().id();
    Supplier<SwitchoverView> work =
        switch (initial) {
          case State.Preparing opened -> () -> run.run(opened);
          case State.Left left -> () -> run.resume(left);
        };
    String id = parts.view().get().id();
    return support
        .workflows()
        .start(
            name,
            () -> {
              // Whatever is logged on the run's own thread belongs to its story.
              try (var _ = MDC.putCloseable("switchover", id)) {
                return take(run, work);
              }
            });
  }

  private Run run(RunParts parts) {
    return switch (parts.facts().purpose()) {
      case SWITCHOVER -> new SwitchoverRun(parts, ownership::set);
      case REFRESH -> new RefreshRun(parts, this::refreshed, ownership::set);
      case REHEARSAL -> new RehearsalRun(parts, ownership::set);
    };
  }

  private void refreshed(Instant moment) {
    ownership.updateAndGet(owned -> owned == null ? null : owned.refreshed(moment));
  }

  private SwitchoverView take(Run run, Supplier<SwitchoverView> work) {
    looks.giveWay();
    return Floor.holding(
        floor.agent(),
        switch (run) {
          case SwitchoverRun moving -> () -> Floor.holding(floor.workers(), work);
          case RefreshRun refreshing -> work;
          case RehearsalRun rehearsing -> work;
        });
  }
}
