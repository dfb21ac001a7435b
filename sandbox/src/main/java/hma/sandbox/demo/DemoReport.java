package hma.sandbox.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The demo's result as JSON. */
final class DemoReport {
  private DemoReport() {}

  /**
   * Writes the report.
   *
   * @param file where; it is replaced if it is there, its folder is made if missing
   * @throws IOException when it cannot be written
   */
  static void write(DemoResult result, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, json(result).encodePrettily() + "\n");
  }

  /**
   * The switchovers as the API returned them, except that their {@code outageMs} is what the worker
   * saw, and the master's own measure is {@code outageMsByMaster}.
   */
  static JsonObject json(DemoResult result) {
    List<Handover> handovers = result.ledger().map(LedgerFindings::handovers).orElse(List.of());
    JsonArray switchovers = new JsonArray();
    for (int index = 0; index < result.legs().size(); index++) {
      JsonObject switchover = result.legs().get(index).switchover().json().copy();
      if (index < handovers.size()) {
        switchover.put("outageMsByMaster", switchover.getValue("outageMs"));
        switchover.put("outageMs", handovers.get(index).outage().toMillis());
      }
      switchovers.add(switchover);
    }
    return new JsonObject()
        .put("result", result.passed() ? "PASS" : "FAIL")
        .put("switchovers", switchovers)
        .put("ledger", result.ledger().map(DemoReport::json).orElse(null))
        .put("failures", new JsonArray(result.failures()));
  }

  private static JsonObject json(LedgerFindings ledger) {
    return new JsonObject()
        .put("acknowledged", ledger.acknowledged())
        .put("lost", ledger.lost().size())
        .put("duplicated", ledger.duplicated().size())
        .put("overlapMs", ledger.overlapMs());
  }
}
