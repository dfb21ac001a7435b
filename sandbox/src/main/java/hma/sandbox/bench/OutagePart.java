package hma.sandbox.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What is measured of an outage, in milliseconds. */
enum OutagePart {
  /** From the last write that the source acknowledged to the first that the target did. */
  SEEN("outage, as the writers see it", ""),
  /** From the order to stop to the running worker. */
  WHOLE("outage, as the master says", "outageMs"),
  /** Until nothing of the source's worker was left. */
  STOP("- stop of the worker", "stopMs"),
  /** Until the target had committed. */
  CUT_OVER("- cut-over", "cutOverMs"),
  /** The durable fence. */
  FENCE("-- fence", "fence the source"),
  /** Both schemas once more. */
  RECHECK("-- schemas compared", "compare the schemas again"),
  /** What was written since the last round. */
  LAST_ROUND("-- last round", "copy the rows"),
  /** Constraints, sequences and fingerprints. */
  PROOF("-- constraints, sequences, proof", "prove both sides equal"),
  /** The target's commit. */
  COMMIT("-- commit", "commit the target"),
  /** Until the target's worker was up. */
  BOOT("- boot of the worker", "bootMs");

  private static final String MEMBER = "Ms";

  private final String label;
  private final String source;

  OutagePart(String label, String source) {
    this.label = label;
    this.source = source;
  }

  /** As it reads in reports. */
  String label() {
    return label;
  }

  /** What the master says of it: as a member of the switchover, or as the time of a step. */
  Optional<Long> in(JsonObject switchover) {
    return source.endsWith(MEMBER)
        ? Optional.ofNullable(switchover.getLong(source))
        : step(switchover, source).map(step -> step.getLong("durationMs"));
  }

  /** The step of that name, if it was taken. */
  static Optional<JsonObject> step(JsonObject switchover, String name) {
    return switchover.getJsonArray("steps", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(step -> step.getString("name", "").equals(name))
        .findFirst();
  }
}
