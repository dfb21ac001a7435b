package hma.sandbox.chaos;

import hma.protocol.Side;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the master's status. */
final class Statuses {
  private Statuses() {}

  /** Which side is active, where the master knows. */
  static Optional<Side> active(JsonObject status) {
    return Optional.ofNullable(status.getString("active"))
        .map(side -> Side.valueOf(side.toUpperCase(Locale.ROOT)));
  }

  /** The alarms that stand: code and message. */
  static List<String> alarms(JsonObject status) {
    return status.getJsonArray("alarms", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(alarm -> alarm.getString("code") + ": " + alarm.getString("message"))
        .toList();
  }
}
