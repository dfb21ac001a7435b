package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.MasterClient;
import hma.sandbox.demo.Switchover;
import hma.workflow.Awaiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Switchovers through both real services, measured as the master reports them. */
final class HmaRuns {
  private static final Duration LIMIT = Duration.ofHours(12);

  private final MasterClient client;
  private final Duration glance;

  /**
   * Over the master's API.
   *
   * @param glance how long it waits between two looks: each costs the master a little
   */
  HmaRuns(MasterClient client, Duration glance) {
    this.client = client;
    this.glance = glance;
  }

  /** Moves everything to the other side. */
  Measurement switchover(Side from) {
    ProcessMeter meter = ProcessMeter.start();
    return measurement(switchover(from, meter::look).json(), meter);
  }

  /**
   * Moves everything to the other side.
   *
   * @param meanwhile is run between any two looks
   * @return how it completed
   */
  Switchover switchover(Side from, Runnable meanwhile) {
    URI location = client.start(from, from.other());
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Switchover now = client.find(location);
    while (!now.terminal()) {
      if (System.nanoTime() - deadline > 0) {
        throw new BenchFailure("a switchover did not end within " + LIMIT.toHours() + " hours");
      }
      Awaiting.pause(glance);
      meanwhile.run();
      now = client.find(location);
    }
    if (!now.completed()) {
      throw new BenchFailure(
          "a switchover ended as %s: %s".formatted(now.state(), now.failure().orElse("no reason")));
    }
    return now;
  }

  private static Measurement measurement(JsonObject json, ProcessMeter meter) {
    JsonArray tables = json.getJsonArray("tables", new JsonArray());
    long carry =
        tables.stream()
            .map(JsonObject.class::cast)
            .mapToLong(table -> table.getLong("durationMs", 0L))
            .sum();
    long whole = Optional.ofNullable(json.getLong("cutOverMs")).orElse(carry);
    return new Measurement(
        Math.min(carry, whole), whole, json.getLong("bytes", 0L), methods(tables), meter.uses());
  }

  /** Each method once, in the order of their names. */
  static String methods(JsonArray tables) {
    return tables.stream()
        .map(JsonObject.class::cast)
        .map(table -> table.getString("method", "unknown"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
