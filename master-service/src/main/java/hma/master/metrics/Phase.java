package hma.master.metrics;

import hma.master.switchover.Step;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the steps of a run belong to. */
enum Phase {
  /** Both sides are checked. */
  PREPARING,
  /** Rows are carried beside the worker. */
  COPYING,
  /** The worker is being stopped. */
  STOPPING,
  /** No worker runs, and what is left is carried, proven and committed. */
  CUTTING_OVER,
  /** The new worker comes up. */
  STARTING,
  /** It runs, and what remains is put away. */
  FINISHING,
  /** The source becomes again what it was. */
  GOING_BACK;

  private static final Map<String, Step> STEPS =
      Stream.of(Step.values())
          .collect(Collectors.toUnmodifiableMap(Step::label, Function.identity()));

  /** As programs read it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a step as people see it; empty where another version of HMA has taken it. */
  static Optional<Phase> of(String step) {
    return Optional.ofNullable(STEPS.get(step)).map(Phase::of);
  }

  private static Phase of(Step step) {
    return switch (step) {
      case WAKE_AGENT, COMPARE_EPOCHS, PREFLIGHT, PROVE_STANDBY -> PREPARING;
      case COPY_RESUMABLY, CAPTURE, COPY_LIVE, CATCH_UP, COMPARE_LIVE, COMPUTE_VIEWS, ONE_MOMENT ->
          COPYING;
      case STOP_WORKER, STOP_OTHER -> STOPPING;
      case FENCE, RECHECK, TERMINATE, COPY, VERIFY, COMMIT, ACTIVATE -> CUTTING_OVER;
      case OWN, START_WORKER -> STARTING;
      case NOTE_MOMENT, VALIDATE, COMPARE_HELD, END_CAPTURE, ANALYZE, SLEEP_AGENT, FENCE_OTHER ->
          FINISHING;
      case SETTLE, PROVE_STOP, LIFT, RESTART_SOURCE -> GOING_BACK;
    };
  }
}
