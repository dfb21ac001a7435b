package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.process.Signal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What goes wrong and when: a pure function of a seed. What it meets when its moment has come is up
 * to the processes, which race.
 */
final class Schedule {
  private static final int SHORTEST_GAP_MS = 100;

  /** A run is dense or sparse: what is struck all the time gets nowhere. */
  private static final List<Integer> LONGEST_GAPS_MS = List.of(4_000, 12_000, 30_000);

  /** About as many as a switchover takes. */
  private static final int MOST_STEPS = 20;

  private static final Duration LONGEST_AIM = Duration.ofSeconds(15);

  /** One in so many mishaps comes together with the one before. */
  private static final int TOGETHER = 6;

  /**
   * Less than the grace that the masters give a worker: one that is frozen before it has logged in
   * shows in no other way.
   */
  private static final int LONGEST_FREEZE_OF_A_WORKER_MS = 3_500;

  /** Longer than the silence after which a stand-in replaces the leader. */
  private static final int LONGEST_FREEZE_MS = 22_000;

  private static final List<Victim> VICTIMS = List.of(Victim.values());
  private static final List<Signal> ENDS = List.of(Signal.INT, Signal.QUIT, Signal.KILL);
  private static final List<Integer> STATUSES = List.of(429, 500, 502, 503);
  private static final List<String> ROUTER_ERRORS = List.of("H10", "H12", "H13", "H18", "H20");

  /** HMA's own more often than others. */
  private static final List<String> APPLICATIONS = List.of("hma/%", "hma/%", "ledger-worker", "%");

  private final Random random;
  private final Troubles.Apps apps;

  private Schedule(long seed, Troubles.Apps apps) {
    this.random = new Random(seed);
    this.apps = apps;
  }

  /**
   * Draws it.
   *
   * @param length everything is over by then
   * @param apps how the apps are called in faults
   */
  static List<Scheduled> of(long seed, Duration length, Troubles.Apps apps) {
    return new Schedule(seed, apps).draw(length);
  }

  private List<Scheduled> draw(Duration length) {
    List<Scheduled> all = new ArrayList<>();
    int longestGap = oneOf(LONGEST_GAPS_MS);
    Duration at = Duration.ofMillis(between(500, 2_500));
    while (at.compareTo(length) < 0) {
      Duration left = length.minus(at);
      Optional<Aim> aim = random.nextBoolean() ? Optional.of(aim(left)) : Optional.empty();
      Duration leftThen = left.minus(aim.map(Aim::longest).orElse(Duration.ZERO));
      all.add(new Scheduled(at, aim, mishap(leftThen)));
      if (random.nextInt(TOGETHER) != 0) {
        at = at.plusMillis(between(SHORTEST_GAP_MS, longestGap));
      }
    }
    return all;
  }

  /** It leaves half of the time that is left to what is then to happen. */
  private Aim aim(Duration left) {
    int steps = between(1, MOST_STEPS);
    Duration then = time(0, 300, left.dividedBy(4));
    Duration limit = left.dividedBy(4);
    return new Aim(steps, then, limit.compareTo(LONGEST_AIM) < 0 ? limit : LONGEST_AIM);
  }

  /** What comes next; it takes no longer than is left. */
  private Mishap mishap(Duration left) {
    int draw = random.nextInt(100);
    if (draw < 24) {
      return new Mishap.Kill(victim());
    }
    if (draw < 38) {
      Victim victim = victim();
      int longest = victim == Victim.WORKER ? LONGEST_FREEZE_OF_A_WORKER_MS : LONGEST_FREEZE_MS;
      return new Mishap.Freeze(victim, time(200, longest, left));
    }
    if (draw < 52) {
      return new Mishap.EndSessions(side(), oneOf(APPLICATIONS));
    }
    if (draw < 60) {
      Signal last = oneOf(ENDS);
      return new Mishap.RestartServer(side(), last, time(1, 3_000, left));
    }
    return trouble(left);
  }

  private Victim victim() {
    return oneOf(VICTIMS);
  }

  private Side side() {
    return random.nextBoolean() ? Side.MASTER : Side.SLAVE;
  }

  private Mishap trouble(Duration left) {
    int draw = random.nextInt(100);
    if (draw < 45) {
      return new Mishap.Trouble("api", api(), time(500, 9_000, left));
    }
    if (draw < 65) {
      return new Mishap.Trouble("dynos", dynos(), time(2_000, 12_000, left));
    }
    if (draw < 80) {
      return new Mishap.Trouble("router", router(), time(500, 8_000, left));
    }
    return new Mishap.Trouble("links", link(), time(500, 8_000, left));
  }

  private JsonObject api() {
    JsonObject entry = new JsonObject().put("chance", chance());
    return switch (random.nextInt(6)) {
      case 0 -> entry.put("status", oneOf(STATUSES));
      case 1 -> entry.put("method", "PATCH").put("drop", true);
      case 2 -> entry.put("method", "PATCH").put("delayMs", span(300, 7_000));
      case 3 -> entry.put("hang", true).put("chance", 0.3);
      case 4 -> entry.put("answerDelayMs", span(300, 5_000));
      default -> entry.put("method", "PATCH").put("status", 503);
    };
  }

  private JsonObject dynos() {
    JsonObject worker = new JsonObject().put("type", "worker");
    return switch (random.nextInt(5)) {
      case 0, 1 -> worker.put("stopLagMs", span(500, 20_000));
      case 2 -> worker.put("bootLagMs", span(300, 6_000));
      case 3 -> worker.put("crashAfterMs", span(0, 1_500)).put("times", random.nextInt(1, 5));
      default ->
          new JsonObject()
              .put("app", apps.slave())
              .put("type", "web")
              .put("cycleAfterMs", span(0, 3_000))
              .put("times", 1);
    };
  }

  private JsonObject router() {
    return new JsonObject()
        .put("app", apps.slave())
        .put("error", oneOf(ROUTER_ERRORS))
        .put("delayMs", span(0, 500))
        .put("chance", chance());
  }

  private JsonObject link() {
    JsonObject entry =
        new JsonObject().put("at", oneOf(List.of(apps.slave(), apps.slave(), "api")));
    return switch (random.nextInt(3)) {
      case 0 -> entry.put("delayMs", span(5, 400));
      case 1 -> entry.put("loss", random.nextBoolean() ? 1.0 : 0.02);
      default -> entry.put("bytesPerSecond", between(20_000, 400_000));
    };
  }

  private double chance() {
    return random.nextInt(1, 11) / 10.0;
  }

  private JsonArray span(int least, int most) {
    int from = between(least, most);
    return new JsonArray().add(from).add(between(from, most));
  }

  private <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  private Duration time(int least, int most, Duration left) {
    Duration drawn = Duration.ofMillis(between(least, most));
    return drawn.compareTo(left) > 0 ? left : drawn;
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
