package hma.heroku;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hyper-schema as one document of draft 4, whose parts validate by their references. */
final class SchemaDocument {
  private static final String ADDRESS = "http://api.heroku.com/schema";
  private static final String DEFINITIONS = "#/definitions/";
  private static final String APP = "app";

  /** The only definition of which Heroku is known to show more than it declares. */
  private static final String APP_WITH_MORE = "app-with-more";

  private final SchemaRepository repository =
      SchemaRepository.create(
          new JsonSchemaOptions()
              .setDraft(Draft.DRAFT4)
              .setBaseUri(ADDRESS)
              .setOutputFormat(OutputFormat.Basic));
  private final Map<String, Validator> validators = new ConcurrentHashMap<>();
  private final List<HyperLink> links = new ArrayList<>();

  SchemaDocument(JsonObject root) {
    JsonObject definitions = new JsonObject();
    for (Map.Entry<String, Object> each : root.getJsonObject("definitions")) {
      JsonObject definition = (JsonObject) each.getValue();
      JsonObject strict = StrictSchema.of(definition);
      definitions.put(each.getKey(), strict);
      for (Object link : definition.getJsonArray("links", new JsonArray())) {
        links.add(HyperLink.of((JsonObject) link, "link-" + links.size(), definitions));
      }
    }
    JsonObject open = definitions.getJsonObject(APP).copy();
    open.remove("additionalProperties");
    definitions.put(APP_WITH_MORE, open);
    repository.dereference(
        ADDRESS, JsonSchema.of(new JsonObject().put("definitions", definitions)));
  }

  List<HyperLink> links() {
    return links;
  }

  /**
   * Holds a value against a part.
   *
   * @param reference as in {@code #/definitions/app}
   * @return a line for each thing that is not as it says
   */
  List<String> violations(String reference, Object value) {
    OutputUnit unit = validators.computeIfAbsent(reference, this::validator).validate(value);
    if (unit.getValid()) {
      return List.of();
    }
    return unit.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .distinct()
        .toList();
  }

  private Validator validator(String reference) {
    return repository.validator(JsonSchema.of(new JsonObject().put("$ref", ADDRESS + reference)));
  }

  /** The same for apps that may have more properties than are declared. */
  static JsonObject withMore(JsonObject answer) {
    if (answer.containsKey("items")) {
      return answer.copy().put("items", withMore(answer.getJsonObject("items")));
    }
    return answer.getString("$ref", "").equals(DEFINITIONS + APP)
        ? new JsonObject().put("$ref", DEFINITIONS + APP_WITH_MORE)
        : answer;
  }

  /** Adds a part that the hyper-schema has inside of a link, and says how it is referred to. */
  static String added(JsonObject definitions, String name, JsonObject schema) {
    definitions.put(name, StrictSchema.of(schema));
    return DEFINITIONS + name;
  }
}
