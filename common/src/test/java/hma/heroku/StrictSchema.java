package hma.heroku;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;

/**
 * Turns what Heroku's hyper-schema says in words of its own into draft 4, which validators know:
 * {@code strictProperties} means that an object has all the properties listed and no others (<a
 * href="http://interagent.github.io/interagent-hyper-schema">interagent hyper-schema</a>).
 */
final class StrictSchema {
  /** What only people read; an example may look like a schema. */
  private static final Set<String> ANNOTATIONS =
      Set.of("$schema", "description", "example", "title", "links", "stability", "default");

  /** Members whose value has names of things as keys, not keywords. */
  private static final Set<String> MAPS = Set.of("properties", "patternProperties", "definitions");

  private StrictSchema() {}

  static JsonObject of(JsonObject schema) {
    JsonObject strict = new JsonObject();
    schema.forEach(member -> {
      if (!ANNOTATIONS.contains(member.getKey())) {
        Object value = member.getValue();
        boolean map = MAPS.contains(member.getKey()) && value instanceof JsonObject;
        strict.put(member.getKey(), map ? each((JsonObject) value) : deep(value));
      }
    });
    JsonObject properties = schema.getJsonObject("properties");
    if (schema.getBoolean("strictProperties", false) && properties != null) {
      strict.put("additionalProperties", false);
      strict.put("required", array(properties.fieldNames()));
    }
    return strict;
  }

  /** One that can be changed: the validator's library does so. */
  private static JsonArray array(Collection<?> elements) {
    return new JsonArray(new ArrayList<>(elements));
  }

  private static JsonObject each(JsonObject named) {
    JsonObject strict = new JsonObject();
    named.forEach(entry -> strict.put(entry.getKey(), deep(entry.getValue())));
    return strict;
  }

  private static Object deep(Object value) {
    return switch (value) {
      case JsonObject schema -> of(schema);
      case JsonArray list -> array(list.stream().map(StrictSchema::deep).toList());
      case null, default -> value;
    };
  }
}
