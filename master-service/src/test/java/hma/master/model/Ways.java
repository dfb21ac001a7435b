package hma.master.model;

import static hma.master.switchover.Step.ANALYZE;
import static hma.master.switchover.Step.CAPTURE;
import static hma.master.switchover.Step.CATCH_UP;
import static hma.master.switchover.Step.COMMIT;
import static hma.master.switchover.Step.COMPARE_EPOCHS;
import static hma.master.switchover.Step.COMPARE_HELD;
import static hma.master.switchover.Step.COMPARE_LIVE;
import static hma.master.switchover.Step.COMPUTE_VIEWS;
import static hma.master.switchover.Step.COPY;
import static hma.master.switchover.Step.COPY_LIVE;
import static hma.master.switchover.Step.COPY_RESUMABLY;
import static hma.master.switchover.Step.END_CAPTURE;
import static hma.master.switchover.Step.FENCE;
import static hma.master.switchover.Step.LIFT;
import static hma.master.switchover.Step.OWN;
import static hma.master.switchover.Step.PREFLIGHT;
import static hma.master.switchover.Step.PROVE_STANDBY;
import static hma.master.switchover.Step.PROVE_STOP;
import static hma.master.switchover.Step.RECHECK;
import static hma.master.switchover.Step.RESTART_SOURCE;
import static hma.master.switchover.Step.SETTLE;
import static hma.master.switchover.Step.SLEEP_AGENT;
import static hma.master.switchover.Step.START_WORKER;
import static hma.master.switchover.Step.STOP_WORKER;
import static hma.master.switchover.Step.TERMINATE;
import static hma.master.switchover.Step.VALIDATE;
import static hma.master.switchover.Step.VERIFY;
import static hma.master.switchover.Step.WAKE_AGENT;
import static hma.master.switchover.SwitchoverState.CANCELLED;
import static hma.master.switchover.SwitchoverState.COMPLETED;
import static hma.master.switchover.SwitchoverState.COPYING;
import static hma.master.switchover.SwitchoverState.CUTTING_OVER;
import static hma.master.switchover.SwitchoverState.FAILED;
import static hma.master.switchover.SwitchoverState.FINISHING;
import static hma.master.switchover.SwitchoverState.PREPARING;
import static hma.master.switchover.SwitchoverState.ROLLED_BACK;
import static hma.master.switchover.SwitchoverState.STARTING;
import static hma.master.switchover.SwitchoverState.STOPPING;

import hma.master.switchover.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The product's steps in the product's order, and which of them the model knows. */
final class Ways {
  /** From the first step to the commit, with a live copy, and the states that people see. */
  static final List<Enum<?>> THERE =
      List.of(
          PREPARING,
          WAKE_AGENT,
          COMPARE_EPOCHS,
          PREFLIGHT,
          PROVE_STANDBY,
          COPYING,
          COPY_RESUMABLY,
          CAPTURE,
          COPY_LIVE,
          CATCH_UP,
          COMPUTE_VIEWS,
          COMPARE_LIVE,
          CATCH_UP,
          STOPPING,
          STOP_WORKER,
          CUTTING_OVER,
          TERMINATE,
          FENCE,
          TERMINATE,
          RECHECK,
          COPY,
          VERIFY,
          COMMIT,
          STARTING);

  /** After a commit whose outcome is not known. */
  static final List<Enum<?>> SETTLING = List.of(SETTLE, STARTING);

  /** After the commit, in the state that only the commit or its settling leads to. */
  static final List<Enum<?>> FORWARD =
      List.of(
          OWN,
          START_WORKER,
          FINISHING,
          COMPARE_HELD,
          VALIDATE,
          END_CAPTURE,
          ANALYZE,
          SLEEP_AGENT,
          COMPLETED,
          FAILED);

  /** After a failure before the commit; what was not begun is left out. */
  static final List<Enum<?>> BACK =
      List.of(
          PROVE_STOP,
          TERMINATE,
          FENCE,
          PROVE_STOP,
          LIFT,
          RESTART_SOURCE,
          END_CAPTURE,
          SLEEP_AGENT,
          CANCELLED,
          ROLLED_BACK);

  private final Map<Way, List<Step>> steps = new EnumMap<>(Way.class);

  Ways(Rules rules) {
    steps.put(Way.IDLE, List.of());
    steps.put(Way.THERE, there(rules));
    steps.put(Way.SETTLING, known(SETTLING));
    steps.put(Way.FORWARD, known(FORWARD));
    steps.put(Way.BACK, known(BACK));
  }

  private static List<Step> there(Rules rules) {
    List<Step> there = new ArrayList<>(known(THERE));
    if (!rules.keep(Rule.PROOF_OF_STANDBY)) {
      there.remove(PROVE_STANDBY);
    }
    if (!rules.keep(Rule.FENCE)) {
      there.remove(FENCE);
    }
    if (!rules.keep(Rule.FENCE_BEFORE_COPY)) {
      moveTo(there, there.indexOf(COPY));
    }
    if (!rules.keep(Rule.FENCE_BEFORE_COMMIT)) {
      moveTo(there, there.indexOf(COMMIT));
    }
    return List.copyOf(there);
  }

  private static void moveTo(List<Step> there, int index) {
    there.remove(FENCE);
    there.add(index, FENCE);
  }

  private static List<Step> known(List<Enum<?>> way) {
    return way.stream()
        .filter(Step.class::isInstance)
        .map(Step.class::cast)
        .filter(Ways::matters)
        .distinct()
        .toList();
  }

  /**
   * Whether the model knows a step. What it does not know changes neither who may write nor what is
   * committed: a step that the product gains has to be judged here before this compiles.
   */
  private static boolean matters(Step step) {
    return switch (step) {
      case WAKE_AGENT, COMPARE_EPOCHS, STOP_WORKER, FENCE, COPY, COMMIT -> true;
      case SETTLE -> true;
      case OWN, START_WORKER -> true;
      case PROVE_STANDBY, PROVE_STOP, LIFT, RESTART_SOURCE -> true;
      // The last one of every way: it closes the switchover.
      case SLEEP_AGENT -> true;
      // They look only, or end what failed.
      case PREFLIGHT, RECHECK, VERIFY, COMPARE_LIVE, COMPARE_HELD -> false;
      // Each of the worker's processes may come back at once.
      case TERMINATE -> false;
      // The transaction that COPY knows of is begun here; nobody sees it before COMMIT.
      case CAPTURE, COPY_LIVE, CATCH_UP, COMPUTE_VIEWS -> false;
      // Of a refresh, which the model does not take: it moves neither epoch nor worker.
      case ONE_MOMENT, NOTE_MOMENT -> false;
      // Of a failover, which no master takes: the model has none.
      case STOP_OTHER, ACTIVATE, FENCE_OTHER -> false;
      // It commits rows to a side that is not activated before COMMIT, which compares them all.
      case COPY_RESUMABLY -> false;
      // They change no row, right or epoch.
      case VALIDATE, END_CAPTURE, ANALYZE -> false;
    };
  }

  /** The step that a master is at. */
  Step step(World world, int master) {
    return steps.get(world.way(master)).get(world.get(Field.INDEX, master));
  }

  /** The same world with a master at the beginning of a step. */
  World at(World world, int master, Way way, Step step) {
    return world
        .with(Field.WAY, master, way)
        .with(Field.INDEX, master, steps.get(way).indexOf(step))
        .with(Field.PHASE, master, 0);
  }

  /** The same world with a master at the next step of its way; after the commit it goes forward. */
  World next(World world, int master) {
    int next = world.get(Field.INDEX, master) + 1;
    if (next == steps.get(world.way(master)).size()) {
      return at(world, master, Way.FORWARD, steps.get(Way.FORWARD).getFirst());
    }
    return world.with(Field.INDEX, master, next).with(Field.PHASE, master, 0);
  }

  /** The same world with a master deeper in its step. */
  static World deeper(World world, int master) {
    return world.with(Field.PHASE, master, world.get(Field.PHASE, master) + 1);
  }
}
