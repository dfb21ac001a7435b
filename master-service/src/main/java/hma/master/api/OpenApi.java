package hma.master.api;

import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The document that describes the API, in <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI
 * 3.1</a>. The routes are made from it.
 */
final class OpenApi {
  static final String MEDIA_TYPE = "application/yaml";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Buffer text;
  private final JsonObject document;

  private OpenApi(Buffer text, JsonObject document) {
    this.text = text;
    this.document = document;
  }

  /** Reads it from this jar. */
  static OpenApi load() {
    try (InputStream resource = OpenApi.class.getResourceAsStream("openapi.yaml")) {
      byte[] bytes = Objects.requireNonNull(resource, "openapi.yaml").readAllBytes();
      Map<String, Object> tree =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(new String(bytes, StandardCharsets.UTF_8));
      return new OpenApi(Buffer.buffer(bytes), new JsonObject(tree));
    } catch (IOException broken) {
      throw new UncheckedIOException("the document of the API can't be read", broken);
    }
  }

  /** As it is written. */
  Buffer text() {
    return text;
  }

  /** As it is read. */
  JsonObject document() {
    return document.copy();
  }

  /**
   * For Vert.x, whose version 5.0 takes no document with {@code application/problem+json} or {@code
   * text/event-stream}: without what is answered, which no route needs.
   */
  Future<OpenAPIContract> contract(Vertx vertx) {
    JsonObject read = document();
    for (Map.Entry<String, Object> path : read.getJsonObject("paths")) {
      for (Map.Entry<String, Object> entry : (JsonObject) path.getValue()) {
        if (entry.getValue() instanceof JsonObject operation) {
          operation
              .getJsonObject("responses")
              .forEach(response -> response.setValue(new JsonObject().put("description", "")));
        }
      }
    }
    return new Workflows(vertx).start("read the document", () -> contract(read));
  }

  /**
   * On a Vert.x that unpacks the library's schemas: services unpack nothing, see {@code Service}.
   */
  private static OpenAPIContract contract(JsonObject read) {
    Vertx unpacking = Vertx.vertx();
    try {
      return Awaiting.await(OpenAPIContract.from(unpacking, read), LIMIT, "reading the document");
    } finally {
      Awaiting.await(unpacking.close(), LIMIT, "closing what it was read with");
    }
  }
}
