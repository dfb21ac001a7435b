package hma.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Collects the text of each setting that is given, the environment over the files, by Vert.x
 * Config.
 */
final class SettingsTexts {
  private static final String PROPERTIES_FILE = "hma.properties";
  private static final String YAML_FILE = "hma.yaml";

  private final Vertx vertx;
  private final SettingsSource source;

  SettingsTexts(Vertx vertx, SettingsSource source) {
    this.vertx = vertx;
    this.source = source;
  }

  /** Fails with {@link InvalidSettings} when a file cannot be read. */
  Future<SettingsReader> collect() {
    return file(PROPERTIES_FILE, "properties")
        .compose(properties ->
            file(YAML_FILE, "yaml")
                .compose(yaml ->
                    load(json(properties), json(yaml), json(environment()))
                        .map(SettingsTexts::reader)));
  }

  private Future<JsonObject> file(String name, String format) {
    Path path = source.directory().resolve(name);
    if (!Files.exists(path)) {
      return Future.succeededFuture(new JsonObject());
    }
    ConfigStoreOptions store =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat(format)
            // Raw: the text as it stands, 010 is not the number 10.
            .setConfig(
                new JsonObject()
                    .put("path", path.toAbsolutePath().toString())
                    .put("raw-data", true));
    return load(store).recover(failure -> Future.failedFuture(unreadable(name, failure)));
  }

  private Future<JsonObject> load(ConfigStoreOptions... stores) {
    ConfigRetrieverOptions options =
        new ConfigRetrieverOptions()
            .setIncludeDefaultStores(false)
            .setScanPeriod(-1)
            .setStores(List.of(stores));
    ConfigRetriever retriever = ConfigRetriever.create(vertx, options);
    return retriever.getConfig().eventually(retriever::close);
  }

  private static ConfigStoreOptions json(JsonObject texts) {
    return new ConfigStoreOptions().setType("json").setConfig(texts);
  }

  /** A blank variable counts as absent: that is how a config var is emptied in a dashboard. */
  private JsonObject environment() {
    JsonObject texts = new JsonObject();
    source.environment().entrySet().stream()
        .filter(variable -> KnownNames.isOurs(variable.getKey()))
        .filter(variable -> !variable.getValue().isBlank())
        .forEach(variable -> texts.put(variable.getKey(), variable.getValue()));
    return texts;
  }

  private static SettingsReader reader(JsonObject loaded) {
    Map<String, String> texts = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (String name : loaded.fieldNames()) {
      KnownNames.problemOf(name).ifPresent(problems::add);
      Object value = loaded.getValue(name);
      if (value instanceof JsonObject) {
        problems.add(name + " is a group of values: give one value or a list");
        continue;
      }
      if (value != null && !(value instanceof String) && KnownNames.isSecret(name)) {
        problems.add(name + " is not text in the YAML file: put it in quotes");
      }
      String text = text(value);
      if (!text.isEmpty()) {
        texts.put(name, text);
      }
    }
    return new SettingsReader(texts, problems);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case JsonArray list ->
          list.stream().map(SettingsTexts::text).collect(Collectors.joining(","));
      default -> value.toString().strip();
    };
  }

  /** Without the cause, whose message repeats lines of the file. */
  private static InvalidSettings unreadable(String file, Throwable failure) {
    return new InvalidSettings(
        List.of(file + " cannot be read" + line(failure) + ": correct it or remove it"));
  }

  private static String line(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
        return " at line " + (marked.getProblemMark().getLine() + 1);
      }
    }
    return "";
  }
}
