package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.Sandbox;
import hma.sandbox.demo.DemoDatabases;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.process.ProcessGroup;
import hma.sandbox.process.Signal;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Carries a schedule out. */
final class Mischief {
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Sandbox sandbox;
  private final DemoDatabases databases;
  private final Troubles troubles;
  private final StepCount steps;
  private final Trace trace;
  private final Workflows workflows;
  private final List<Future<Object>> underWay = new ArrayList<>();
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Map<String, Integer> struck = new ConcurrentHashMap<>();

  /** Over a ground where nothing has happened yet. */
  Mischief(Ground ground, Troubles troubles, Trace trace) {
    this.sandbox = ground.sandbox();
    this.databases = ground.databases();
    this.steps = ground.steps();
    this.troubles = troubles;
    this.trace = trace;
    this.workflows = new Workflows(databases.vertx());
  }

  /**
   * Lets everything happen at its time. It blocks.
   *
   * @param called off when it answers true
   * @return completes when all of it is over
   */
  Future<?> perform(List<Scheduled> schedule, BooleanSupplier called) {
    for (Scheduled next : schedule) {
      while (trace.age().compareTo(next.at()) < 0 && !called.getAsBoolean()) {
        Awaiting.pause(GLANCE);
      }
      if (called.getAsBoolean()) {
        break;
      }
      underWay.add(
          workflows.start(
              next.mishap().kind(),
              () -> {
                next.aim().ifPresent(aim -> steps.await(aim, called));
                counts.merge(next.mishap().kind(), 1, Integer::sum);
                struck.merge(steps.underWay(), 1, Integer::sum);
                perform(next.mishap());
                return true;
              }));
    }
    return Future.join(underWay);
  }

  /** How often what has happened. */
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** How often while which step was under way. */
  Map<String, Integer> struck() {
    return Map.copyOf(struck);
  }

  private void perform(Mishap mishap) throws IOException {
    switch (mishap) {
      case Mishap.Kill(Victim victim) -> strike(mishap, victim, Signal.KILL);
      case Mishap.Freeze freeze -> freeze(freeze);
      case Mishap.EndSessions end -> endSessions(end);
      case Mishap.RestartServer(Side side, Signal last, Duration time) -> {
        tell(mishap, "now");
        databases.server(side).restart(last, time);
        trace.add("the %s's database server is back".formatted(side.label()));
      }
      case Mishap.Trouble trouble -> {
        tell(mishap, "now");
        troubles.begin(trouble);
        Awaiting.pause(trouble.time());
        troubles.end(trouble);
      }
    }
  }

  private List<ProcessGroup> strike(Mishap mishap, Victim victim, Signal signal) {
    List<ProcessGroup> struck = processes(victim);
    tell(mishap, struck.isEmpty() ? "none runs" : pids(struck));
    struck.forEach(group -> group.signal(signal));
    return struck;
  }

  private void freeze(Mishap.Freeze mishap) {
    List<ProcessGroup> struck = strike(mishap, mishap.victim(), Signal.STOP);
    Awaiting.pause(mishap.time());
    List<ProcessGroup> left = struck.stream().filter(ProcessGroup::runs).toList();
    left.forEach(group -> group.signal(Signal.CONT));
    if (!left.isEmpty()) {
      trace.add("SIGCONT of " + mishap.victim().label() + ": " + pids(left));
    }
  }

  private void endSessions(Mishap.EndSessions mishap) {
    try {
      int ended = databases.server(mishap.side()).endSessions(mishap.applications());
      tell(mishap, Integer.toString(ended));
    } catch (RuntimeException serverIsAway) {
      tell(mishap, "the server does not answer");
    }
  }

  private List<ProcessGroup> processes(Victim victim) {
    List<ProcessGroup> masters = of(Side.MASTER, ProcessType.WEB);
    return switch (victim) {
      case FIRST_MASTER -> masters.stream().limit(1).toList();
      case SECOND_MASTER -> masters.stream().skip(1).toList();
      case BOTH_MASTERS -> masters;
      case AGENT -> of(Side.SLAVE, ProcessType.WEB);
      case WORKER ->
          Stream.of(Side.values()).flatMap(side -> of(side, Workers.TYPE).stream()).toList();
    };
  }

  private List<ProcessGroup> of(Side side, String type) {
    return sandbox.app(side).formation().processes(type);
  }

  private void tell(Mishap mishap, String outcome) {
    trace.add(mishap.told() + ": " + outcome);
  }

  private static String pids(List<ProcessGroup> groups) {
    return String.join(", ", groups.stream().map(group -> "pid " + group.pid()).toList());
  }
}
