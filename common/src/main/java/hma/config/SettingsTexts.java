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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Collects the text of each setting that is given, the environment over the files, by Vert.x
 * Config.
 */
final class SettingsTexts {
  private final Vertx vertx;
  private final SettingsSource source;

  SettingsTexts(Vertx vertx, SettingsSource source) {
    this.vertx = vertx;
    this.source = source;
  }

  /** Fails with {@link InvalidSettings} when a file cannot be read. */
  Future<SettingsReader> collect() {
    return find()
        .compose(found ->
            found.unreadable().isEmpty()
                ? Future.succeededFuture(found.reader())
                : Future.failedFuture(new InvalidSettings(found.unreadable())));
  }

  /**
   * What was found.
   *
   * @param reader reads it
   * @param layers each source's, the strongest last
   * @param unreadable what is wrong with files that could not be read, whose layers are empty
   */
  record Found(SettingsReader reader, List<Layer> layers, List<String> unreadable) {
    /** The text that holds. */
    Optional<SettingText> given(Setting<?> setting) {
      return layers.stream()
          .filter(layer -> layer.values().containsKey(setting.name()))
          .reduce((weaker, stronger) -> stronger)
          .map(layer ->
              new SettingText(text(layer.values().getValue(setting.name())), layer.origin()))
          .filter(given -> !given.text().isEmpty());
    }

    /** Whether a source has it, though another one may be stronger. */
    boolean isIn(Setting<?> setting, Origin origin) {
      return layers.stream()
          .anyMatch(layer ->
              layer.origin() == origin && !text(layer.values().getValue(setting.name())).isEmpty());
    }
  }

  /** What one source has. */
  record Layer(Origin origin, JsonObject values) {}

  /** As {@link #collect}, where files that cannot be read are told beside what was found. */
  Future<Found> find() {
    List<String> unreadable = new ArrayList<>();
    List<String> problems = new ArrayList<>(SettingsFiles.misnamed(source.directory()));
    return file(Origin.PROPERTIES, "properties", unreadable, problems)
        .compose(properties ->
            file(Origin.YAML, "yaml", unreadable, problems)
                .compose(yaml -> {
                  JsonObject environment = environment();
                  List<Layer> layers =
                      List.of(
                          new Layer(Origin.PROPERTIES, properties),
                          new Layer(Origin.YAML, yaml),
                          new Layer(Origin.ENVIRONMENT, environment));
                  return load(json(properties), json(yaml), json(environment))
                      .map(loaded -> new Found(reader(loaded, problems), layers, unreadable));
                }));
  }

  private Future<JsonObject> file(
      Origin origin, String format, List<String> unreadable, List<String> problems) {
    Path path = source.directory().resolve(origin.label());
    if (!Files.exists(path)) {
      return Future.succeededFuture(new JsonObject());
    }
    SettingsFiles.Shape shape = SettingsFiles.of(path, origin);
    unreadable.addAll(shape.unusable());
    problems.addAll(shape.problems());
    if (shape.empty() || !shape.unusable().isEmpty()) {
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
    return load(store)
        .recover(failure -> {
          unreadable.add(unreadable(origin.label(), failure));
          return Future.succeededFuture(new JsonObject());
        });
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

  private static SettingsReader reader(JsonObject loaded, List<String> ofTheFiles) {
    Map<String, String> texts = new TreeMap<>();
    List<String> problems = new ArrayList<>(ofTheFiles);
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
  private static String unreadable(String file, Throwable failure) {
    return file + " cannot be read" + line(failure) + ": correct it or remove it";
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
