package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.MasterClient;
import hma.sandbox.demo.Switchover;
import hma.workflow.Awaiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Switchovers through both real services, measured as the master reports them. */
final class HmaRuns {
  private static final Duration LIMIT = Duration.ofHours(12);

  /** As the master's API names them. */
  private static final Set<String> WORK =
      Set.of(
          "log the changes",
          "copy while the worker runs",
          "catch up with the worker",
          "compare while the worker runs",
          "fence the source",
          "compare the schemas again",
          "copy the rows",
          "prove both sides equal",
          "commit the target",
          "validate the foreign keys");

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
    return new Measurement(
        carry,
        work(json.getJsonArray("steps", new JsonArray())),
        json.getLong("cutOverMs", 0L),
        json.getLong("bytes", 0L),
        methods(tables),
        meter.uses());
  }

  /** What the steps took that bring the data over. */
  static long work(JsonArray steps) {
    return steps.stream()
        .map(JsonObject.class::cast)
        .filter(step -> WORK.contains(step.getString("name")))
        .mapToLong(step -> step.getLong("durationMs", 0L))
        .sum();
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
