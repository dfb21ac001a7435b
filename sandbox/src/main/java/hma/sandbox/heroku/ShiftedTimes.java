package hma.sandbox.heroku;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** The times in an answer, as a clock tells them that is ahead of this machine's. */
final class ShiftedTimes {
  private static final String TIME = "_at";

  private ShiftedTimes() {}

  static JsonObject of(JsonObject json, Duration ahead) {
    JsonObject shifted = new JsonObject();
    json.forEach(
        field -> shifted.put(field.getKey(), value(field.getKey(), field.getValue(), ahead)));
    return shifted;
  }

  static JsonArray of(JsonArray items, Duration ahead) {
    JsonArray shifted = new JsonArray();
    items.forEach(item -> shifted.add(value("", item, ahead)));
    return shifted;
  }

  private static Object value(String key, Object value, Duration ahead) {
    return switch (value) {
      case JsonObject json -> of(json, ahead);
      case JsonArray items -> of(items, ahead);
      case String time when key.endsWith(TIME) -> Instant.parse(time).plus(ahead).toString();
      case null, default -> value;
    };
  }
}
