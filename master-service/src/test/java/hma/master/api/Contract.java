package hma.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;

/** Holds what the API answers to what its document says. */
final class Contract {
  private static final JsonObject DOCUMENT = OpenApi.load().document();
  private static final JsonObject PROBLEM =
      DOCUMENT
          .getJsonObject("components")
          .getJsonObject("responses")
          .getJsonObject("Problem")
          .getJsonObject("content");

  private Contract() {}

  /** Fails where the document does not describe such an answer to a request. */
  static void holds(String method, String pathAndQuery, HttpResponse<String> response) {
    Optional<JsonObject> content = allowsHead(method, pathAndQuery, response);
    if (method.equals("HEAD") || content.isEmpty()) {
      assertThat(response.body()).isEmpty();
    } else if (type(response).endsWith("json")) {
      matches(content.get().getJsonObject(type(response)).getJsonObject("schema"), response.body());
    }
  }

  /**
   * Fails where the document describes no answer of such a status and type.
   *
   * @return what the body is by its type; empty for no body
   */
  static Optional<JsonObject> allowsHead(
      String method, String pathAndQuery, HttpResponse<?> response) {
    String path = pathAndQuery.split("\\?", 2)[0];
    Optional<JsonObject> operation = operation(method.equals("HEAD") ? "GET" : method, path);
    if (operation.isEmpty()) {
      assertThat(response.statusCode()).as(method + " " + path).isIn(204, 404, 405);
      return response.statusCode() == 204 ? Optional.empty() : Optional.of(PROBLEM);
    }
    JsonObject responses = operation.get().getJsonObject("responses");
    JsonObject expected =
        resolved(
            responses.getJsonObject(
                String.valueOf(response.statusCode()), responses.getJsonObject("default")));
    Optional<JsonObject> content = Optional.ofNullable(expected.getJsonObject("content"));
    content.ifPresent(described ->
        assertThat(described.fieldNames()).as(method + " " + path).contains(type(response)));
    return content;
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("content-type").orElse("").split(";", 2)[0];
  }

  /** Fails where a text is not what a schema of the document describes. */
  static void matches(JsonObject schema, String json) {
    OutputUnit result = validated(schema, json);
    assertThat(result.getErrors() == null ? "" : result.getErrors().toString())
        .as(json)
        .isIn("", "[]");
    assertThat(result.getValid()).as(json).isTrue();
  }

  /** Whether the document allows a body. */
  static boolean allows(String operationId, String body) {
    JsonObject request = byId(operationId).getJsonObject("requestBody");
    return validated(
            request
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"),
            body)
        .getValid();
  }

  private static OutputUnit validated(JsonObject schema, String json) {
    JsonObject whole = schema.copy().put("components", DOCUMENT.getJsonObject("components"));
    return Validator.create(
            JsonSchema.of("https://hma.example/" + schema.hashCode(), whole),
            new JsonSchemaOptions()
                .setBaseUri("https://hma.example/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic))
        .validate(Json.decodeValue(json));
  }

  private static JsonObject byId(String operationId) {
    return DOCUMENT.getJsonObject("paths").stream()
        .flatMap(path -> ((JsonObject) path.getValue()).stream())
        .filter(entry ->
            entry.getValue() instanceof JsonObject operation
                && operationId.equals(operation.getString("operationId")))
        .map(entry -> (JsonObject) entry.getValue())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<JsonObject> operation(String method, String path) {
    return DOCUMENT.getJsonObject("paths").stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{.*?}", "[^/]+")))
        .map(
            entry -> ((JsonObject) entry.getValue()).getJsonObject(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> operation != null)
        .findFirst();
  }

  private static JsonObject resolved(JsonObject object) {
    String reference = object.getString("$ref");
    return reference == null
        ? object
        : (JsonObject)
            io.vertx.core.json.pointer.JsonPointer.from(reference.substring(1)).queryJson(DOCUMENT);
  }
}
