package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.Sandbox;
import hma.sandbox.demo.CommitReader;
import hma.sandbox.demo.DemoFailure;
import hma.sandbox.demo.MasterClient;
import hma.sandbox.demo.Switchover;
import hma.sandbox.dyno.Formation;
import hma.sandbox.dyno.ProcessType;
import hma.workflow.Awaiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Waits until everything is as it should be once nothing goes wrong any more. */
final class Calm {
  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LATELY = Duration.ofSeconds(3);

  /**
   * Heroku waits for up to a minute before it starts a dyno again that crashed often; the proof of
   * a stop, and a switchover back from a worker that crashed, come after that.
   */
  static final Duration LIMIT = Duration.ofMinutes(3);

  private final Sandbox sandbox;
  private final MasterClient client;
  private final CommitReader record;

  Calm(Sandbox sandbox, MasterClient client, Path records) {
    this.sandbox = sandbox;
    this.client = client;
    this.record = new CommitReader(records);
  }

  /**
   * Waits for it.
   *
   * @param tolerated the beginnings of alarms that may stand all the same
   * @return the side that is active
   * @throws ChaosFailure with what is not as it should be, when the limit is over
   */
  Side await(List<String> tolerated) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Found found = look(tolerated);
      if (found.active().isPresent()) {
        return found.active().get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new ChaosFailure(
            "it is not calm %d s after the last mishap: %s"
                .formatted(LIMIT.toSeconds(), found.wrong()));
      }
      Awaiting.pause(GLANCE);
    }
  }

  /**
   * Asks for a switchover that nothing disturbs.
   *
   * @throws ChaosFailure when it does not complete
   */
  void switchOver(Side from) {
    try {
      URI begun = Patience.until(PATIENCE, () -> client.start(from, from.other()));
      long deadline = System.nanoTime() + LIMIT.toNanos();
      Switchover now = client.find(begun);
      while (!now.terminal() && System.nanoTime() - deadline < 0) {
        Awaiting.pause(GLANCE);
        now = client.find(begun);
      }
      if (!now.completed()) {
        throw new ChaosFailure(
            "a switchover that nothing disturbed is %s: %s"
                .formatted(now.state(), now.failure().orElse("no failure is told")));
      }
    } catch (DemoFailure refused) {
      throw new ChaosFailure(
          "a switchover that nothing disturbs cannot be begun or followed: " + refused.getMessage(),
          refused);
    }
  }

  /** The active side of a calm world, or what is wrong with it. */
  private record Found(Optional<Side> active, String wrong) {
    static Found wrong(String what) {
      return new Found(Optional.empty(), what);
    }
  }

  private Found look(List<String> tolerated) throws IOException {
    JsonObject status;
    try {
      status = client.status();
    } catch (DemoFailure noAnswer) {
      return Found.wrong(DemoFailure.reason(noAnswer));
    }
    List<String> alarms =
        Statuses.alarms(status).stream()
            .filter(alarm -> tolerated.stream().noneMatch(alarm::startsWith))
            .toList();
    Optional<Side> active = Statuses.active(status);
    if (status.getJsonObject("switchover") != null || active.isEmpty() || !alarms.isEmpty()) {
      return Found.wrong("status is " + status.encode());
    }
    String wrong = wrongWith(active.get());
    return wrong.isEmpty() ? new Found(active, "") : Found.wrong(wrong);
  }

  private String wrongWith(Side active) throws IOException {
    int here = quantity(active, Workers.TYPE);
    int there = quantity(active.other(), Workers.TYPE);
    int agents = quantity(Side.SLAVE, ProcessType.WEB);
    if (here != 1 || there != 0 || agents != 0) {
      return "%d workers are scaled up on the active side, the %s, %d on the other, %d agents"
          .formatted(here, active.label(), there, agents);
    }
    int running = running(active, Workers.TYPE);
    int beside = running(active.other(), Workers.TYPE);
    int runningAgents = running(Side.SLAVE, ProcessType.WEB);
    if (running != 1 || beside != 0 || runningAgents != 0) {
      return "%d processes of the worker run on the active side, the %s, %d on the other, %d of the agent"
          .formatted(running, active.label(), beside, runningAgents);
    }
    Instant lately = Instant.now().minus(LATELY);
    boolean writes =
        record.next().stream()
            .anyMatch(commit -> commit.side() == active && commit.startedAt().isAfter(lately));
    return writes ? "" : "the worker of the " + active.label() + " writes nothing";
  }

  private int quantity(Side side, String type) {
    return formation(side).type(type).map(ProcessType::quantity).orElse(0);
  }

  private int running(Side side, String type) {
    return formation(side).processes(type).size();
  }

  private Formation formation(Side side) {
    return sandbox.app(side).formation();
  }
}
