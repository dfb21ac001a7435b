package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.demo.DemoFailure;
import hma.sandbox.demo.MasterClient;
import hma.workflow.Awaiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Asks for one switchover after the other, there and back, now and then for a refresh, calls some
 * off, and notes which alarms stand meanwhile. What it asks for is seeded; when the master is ready
 * for it is not.
 */
final class Requests {
  /** One in so many of what is asked for is a refresh. */
  private static final int REFRESH = 8;

  /** At one in so many looks at something that runs it is called off. */
  private static final int CALL_OFF = 250;

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LONGEST_STAY_MS = 2_500;

  private final MasterClient client;
  private final Trace trace;
  private final Random random;
  private final Map<String, Integer> alarms = new TreeMap<>();
  private final BooleanSupplier noWorker;
  private String lastTold = "";
  private Optional<Instant> restingSince = Optional.empty();
  private Duration longestRest = Duration.ZERO;

  /**
   * Asks for nothing yet.
   *
   * @param noWorker whether no worker runs now
   * @param client one that gives up soon: there is always a next time
   */
  Requests(MasterClient client, BooleanSupplier noWorker, Trace trace, long seed) {
    this.client = client;
    this.noWorker = noWorker;
    this.trace = trace;
    this.random = new Random(seed);
  }

  /** Goes on until it is called off. It blocks. */
  void go(BooleanSupplier called) {
    while (!called.getAsBoolean()) {
      try {
        act(client.status());
      } catch (DemoFailure noAnswer) {
        restingSince = Optional.empty();
        tell(DemoFailure.reason(noAnswer));
      }
      Awaiting.pause(PAUSE);
    }
  }

  /** At how many looks each alarm stood. */
  Map<String, Integer> alarms() {
    return Map.copyOf(alarms);
  }

  /** The longest time that no worker ran, nothing was under way, and no alarm said so. */
  Duration longestRest() {
    return longestRest;
  }

  private void act(JsonObject status) {
    JsonArray standing = status.getJsonArray("alarms", new JsonArray());
    note(standing);
    noteRest(
        noWorker.getAsBoolean()
            && standing.isEmpty()
            && status.getJsonObject("switchover") == null);
    JsonObject running = status.getJsonObject("switchover");
    if (running != null) {
      follow(running);
      return;
    }
    Optional<Side> active = Statuses.active(status);
    if (active.isPresent()) {
      Awaiting.pause(Duration.ofMillis(random.nextInt(LONGEST_STAY_MS)));
      ask(active.get());
    }
  }

  private void ask(Side active) {
    if (random.nextInt(REFRESH) == 0) {
      tell("asked for a refresh: " + id(Patience.until(PATIENCE, client::refresh)));
      return;
    }
    URI begun = Patience.until(PATIENCE, () -> client.start(active, active.other()));
    tell("asked for a switchover to the %s: %s".formatted(active.other().label(), id(begun)));
  }

  private void follow(JsonObject running) {
    String id = running.getString("id");
    tell("%s is %s".formatted(id, running.getString("state")));
    if (random.nextInt(CALL_OFF) == 0) {
      client.cancel(URI.create("/api/v1/switchovers/" + id));
      tell(id + " is called off");
    }
  }

  private void noteRest(boolean rests) {
    Instant now = Instant.now();
    restingSince = rests ? Optional.of(restingSince.orElse(now)) : Optional.empty();
    restingSince
        .map(since -> Duration.between(since, now))
        .filter(rest -> rest.compareTo(longestRest) > 0)
        .ifPresent(rest -> longestRest = rest);
  }

  private void note(JsonArray standing) {
    for (Object each : standing) {
      String code = ((JsonObject) each).getString("code");
      if (alarms.merge(code, 1, Integer::sum) == 1) {
        trace.add("alarm " + code + ": " + ((JsonObject) each).getString("message"));
      }
    }
  }

  private static String id(URI location) {
    return location.getPath().substring(location.getPath().lastIndexOf('/') + 1);
  }

  /** Once for as long as nothing else is to be told. */
  private void tell(String what) {
    if (!what.equals(lastTold)) {
      lastTold = what;
      trace.add(what);
    }
  }
}
