package hma.master.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.switchover.AlarmView;
import hma.master.switchover.Event;
import hma.master.switchover.Step;
import hma.master.switchover.StepView;
import hma.master.switchover.SwitchoverState;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Side;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunMetersTest {
  private static final Instant BEGUN = Instant.parse("2026-11-21T00:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RunMeters meters = new RunMeters(registry);

  @Test
  void countWhatRanHereAndNotWhatAFormerMasterIsToldOfAgain() {
    // Given
    SwitchoverView former = run("switchover", SwitchoverState.FAILED, BEGUN);

    // When
    meters.accept(new Event.SwitchoverEnded(former));
    meters.accept(new Event.RunEnded(run("refresh", SwitchoverState.COMPLETED, BEGUN)));

    // Then
    assertThat(ends("switchover", "failed")).isZero();
    assertThat(ends("refresh", "completed")).isEqualTo(1);
    assertThat(meters.last())
        .extracting(SwitchoverView::kind)
        .containsExactlyInAnyOrder("switchover", "refresh");
  }

  @Test
  void showTheNewestOfEachPurposeWhateverIsToldLast() {
    // Given
    SwitchoverView newer = run("switchover", SwitchoverState.COMPLETED, BEGUN.plusSeconds(900));
    meters.accept(new Event.RunEnded(newer));

    // When
    meters.accept(new Event.SwitchoverEnded(run("switchover", SwitchoverState.FAILED, BEGUN)));

    // Then
    assertThat(meters.last()).containsExactly(newer);
  }

  @Test
  void addUpWhatEachPhaseTook() {
    // When
    meters.accept(new Event.RunEnded(run("switchover", SwitchoverState.COMPLETED, BEGUN)));

    // Then
    Timer preparing = registry.get("hma.run.phase").tag("phase", "preparing").timer();
    assertThat(preparing.count()).isEqualTo(1);
    assertThat(preparing.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
    assertThat(
            registry
                .get("hma.run.phase")
                .tag("phase", "stopping")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(5000);
    assertThat(registry.get("hma.outage").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8412);
  }

  @Test
  void forgetTheBacklogOfARunThatIsOver() {
    // Given
    SwitchoverView run = run("switchover", SwitchoverState.COMPLETED, BEGUN);
    meters.accept(new Event.BacklogSeen(run.id(), 17, 4096));
    assertThat(meters.backlog(run.id())).isNotNull();
    assertThat(meters.backlog("another")).isNull();

    // When
    meters.accept(new Event.RunEnded(run));

    // Then
    assertThat(meters.backlog(run.id())).isNull();
  }

  @Test
  void countAFailoverThatThisMasterIsToldOf() {
    // When
    meters.accept(new Event.AlarmRaised(new AlarmView("failed-over", "it took place", BEGUN)));
    meters.accept(new Event.AlarmRaised(new AlarmView("settling", "not now", BEGUN)));

    // Then
    assertThat(ends("failover", "completed")).isEqualTo(1);
  }

  @Test
  void knowThePhaseOfEveryStep() {
    assertThat(Stream.of(Step.values()).map(Step::label))
        .allMatch(step -> Phase.of(step).isPresent());
    assertThat(Phase.of("a step of a version to come")).isEmpty();
  }

  private double ends(String purpose, String outcome) {
    return registry
        .get("hma.runs")
        .tag("purpose", purpose)
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  private static SwitchoverView run(String kind, SwitchoverState end, Instant begun) {
    boolean completed = end == SwitchoverState.COMPLETED;
    return new SwitchoverView(
        "20261121-000000-5b1f7c02",
        kind,
        Side.MASTER,
        Side.SLAVE,
        end,
        false,
        completed ? 8412L : null,
        completed ? 5001L : null,
        completed ? 210L : null,
        completed ? 3201L : null,
        120,
        4096,
        completed,
        null,
        null,
        List.of(),
        List.of(),
        List.of(
            step(Step.WAKE_AGENT, 200), step(Step.PREFLIGHT, 100), step(Step.STOP_WORKER, 5000)),
        null,
        begun,
        begun.plusSeconds(30));
  }

  private static StepView step(Step step, long millis) {
    return new StepView(step.label(), "DONE", BEGUN, millis, null);
  }
}
