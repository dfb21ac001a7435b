package hma.master.metrics;

import hma.master.switchover.Event;
import hma.master.switchover.StepView;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts switchovers, refreshes, rehearsals and failovers, and what they took. */
final class RunMeters implements Consumer<Event> {
  private static final String SWITCHOVER = "switchover";
  private static final String FAILOVER = "failover";
  private static final List<String> PURPOSES =
      List.of(SWITCHOVER, "refresh", "rehearsal", FAILOVER);
  private static final String FAILED_OVER = "failed-over";

  private final MeterRegistry registry;
  private final Map<String, SwitchoverView> last = new ConcurrentHashMap<>();
  private volatile Event.@Nullable BacklogSeen backlog;

  /** All ends are there from the beginning: who waits for an increase has to see it rise from 0. */
  RunMeters(MeterRegistry registry) {
    this.registry = registry;
    for (String purpose : PURPOSES) {
      Stream.of(SwitchoverState.values())
          .filter(SwitchoverState::terminal)
          .forEach(end -> ends(purpose, end));
      rows(purpose);
      bytes(purpose);
    }
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.RunEnded(SwitchoverView run) -> ended(run);
      // A former master's, perhaps: it says how the last one ended, and is counted by nobody.
      case Event.SwitchoverEnded(SwitchoverView switchover) -> remember(switchover);
      case Event.BacklogSeen seen -> backlog = seen;
      case Event.AlarmRaised raised when raised.alarm().code().equals(FAILED_OVER) ->
          ends(FAILOVER, SwitchoverState.COMPLETED).increment();
      case Event.AlarmRaised raised -> {}
      case Event.AlarmCleared cleared -> {}
      case Event.SwitchoverStarted started -> {}
    }
  }

  /** The newest of each kind that has come to an end. */
  Collection<SwitchoverView> last() {
    return last.values();
  }

  /** What waits for the run of that id; null where that was not looked at. */
  Event.@Nullable BacklogSeen backlog(String id) {
    Event.BacklogSeen seen = backlog;
    return seen != null && seen.switchover().equals(id) ? seen : null;
  }

  static String outcome(SwitchoverView run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  private void ended(SwitchoverView run) {
    backlog = null;
    remember(run);
    ends(run.kind(), run.state()).increment();
    rows(run.kind()).increment((double) run.rows());
    bytes(run.kind()).increment((double) run.bytes());
    phases(run)
        .forEach((phase, took) ->
            Timer.builder("hma.run.phase")
                .description("Time that runs took, by what they were doing.")
                .tag("purpose", run.kind())
                .tag("phase", phase.label())
                .register(registry)
                .record(took));
    outage(run);
  }

  private void remember(SwitchoverView run) {
    last.merge(run.kind(), run, (known, newer) -> end(newer).isBefore(end(known)) ? known : newer);
  }

  private static Instant end(SwitchoverView run) {
    Instant end = run.finishedAt();
    return end == null ? run.startedAt() : end;
  }

  private static Map<Phase, Duration> phases(SwitchoverView run) {
    Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
    for (StepView step : run.steps()) {
      Phase.of(step.name())
          .ifPresent(
              phase -> phases.merge(phase, Duration.ofMillis(step.durationMs()), Duration::plus));
    }
    return phases;
  }

  private void outage(SwitchoverView run) {
    if (run.outageMs() != null) {
      Timer.builder("hma.outage")
          .description(
              "Time from the order to stop a worker until one was up again, on either side.")
          .register(registry)
          .record(Duration.ofMillis(run.outageMs()));
    }
    part("stop", run.stopMs());
    part("cut_over", run.cutOverMs());
    part("boot", run.bootMs());
  }

  private void part(String name, @Nullable Long millis) {
    if (millis != null) {
      Timer.builder("hma.outage.part")
          .description("What outages were made of.")
          .tag("part", name)
          .register(registry)
          .record(Duration.ofMillis(millis));
    }
  }

  private Counter ends(String purpose, SwitchoverState end) {
    return Counter.builder("hma.runs")
        .description("Runs that have come to an end, and to which.")
        .tag("purpose", purpose)
        .tag("outcome", end.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter rows(String purpose) {
    return Counter.builder("hma.carried.rows")
        .description("Rows that were carried, whatever came of the run.")
        .tag("purpose", purpose)
        .register(registry);
  }

  private Counter bytes(String purpose) {
    return Counter.builder("hma.carried")
        .baseUnit("bytes")
        .description("Bytes that were carried in both directions, whatever came of the run.")
        .tag("purpose", purpose)
        .register(registry);
  }
}
