package hma.sandbox.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What all reports have, for other programs. */
final class ReportJson {
  private ReportJson() {}

  static JsonObject machine(Machine machine) {
    return new JsonObject()
        .put("at", machine.at().toString())
        .put("processor", machine.processor())
        .put("memoryBytes", machine.memoryBytes())
        .put("system", machine.system())
        .put("java", machine.java())
        .put("server", machine.server())
        .put("loadBefore", machine.loadBefore())
        .put("missing", new JsonArray(machine.missing()));
  }

  static JsonArray bounds(List<Bound> bounds) {
    JsonArray all = new JsonArray();
    bounds.forEach(bound -> all.add(bound(bound)));
    return all;
  }

  private static JsonObject bound(Bound bound) {
    JsonObject json =
        new JsonObject()
            .put("what", bound.what())
            .put("unit", bound.unit())
            .put("verdict", bound.verdict());
    if (bound.judged()) {
      json.put("atMost", bound.limit());
    }
    bound.cold().ifPresent(value -> json.put("cold", value));
    bound.warm().ifPresent(value -> json.put("warm", value));
    return json;
  }
}
