package hma.sandbox.heroku;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What goes wrong on purpose: the faults file of {@code sandbox up --faults}, described in {@code
 * docs/sandbox.md}.
 */
public final class Faults {
  private static final Set<String> KEYS =
      Set.of("method", "path", "status", "times", "after", "delayMs", "drop");

  private final List<ApiFault> api;

  private Faults(List<ApiFault> api) {
    this.api = List.copyOf(api);
  }

  /** Nothing goes wrong. */
  public static Faults none() {
    return new Faults(List.of());
  }

  /**
   * Reads a faults file.
   *
   * @throws IllegalArgumentException when it cannot be read, is no JSON or has a key or a value
   *     that is not known; the message names it
   */
  public static Faults read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("faults file " + file + " cannot be read", unreadable);
    } catch (DecodeException noJson) {
      throw new IllegalArgumentException("faults file " + file + " is not JSON", noJson);
    } catch (ClassCastException wrongType) {
      throw new IllegalArgumentException(
          "faults file " + file + ": a value has the wrong type; see docs/sandbox.md", wrongType);
    }
  }

  /**
   * What such a file's content says.
   *
   * @throws IllegalArgumentException when it has a key or a value that is not known
   * @throws DecodeException when it is no JSON
   */
  public static Faults parse(String json) {
    JsonObject root = new JsonObject(json);
    refuseUnknown(root, Set.of("api"), "at the top");
    JsonArray entries = root.getJsonArray("api", new JsonArray());
    List<ApiFault> faults = new ArrayList<>();
    for (int index = 0; index < entries.size(); index++) {
      faults.add(fault(entries.getJsonObject(index), "api[" + index + "]"));
    }
    return new Faults(faults);
  }

  /** The fault that strikes this request, which counts as one for every fault that matches it. */
  Optional<ApiFault> striking(String method, String path) {
    return api.stream()
        .filter(fault -> fault.matches(method, path))
        .filter(ApiFault::strikes)
        .findFirst();
  }

  /**
   * A fault of the Platform API.
   *
   * @param method the HTTP method; empty for any
   * @param path a pattern to be found in the path
   * @param status the answer's status, with which the request takes no effect; empty for none
   * @param after how many matching requests pass first
   * @param times how many are struck after that
   * @param delayMs how long the request waits first, in milliseconds
   * @param drop whether the request takes effect and its answer is lost
   * @param seen how many matching requests there were
   */
  record ApiFault(
      String method,
      Pattern path,
      Optional<Integer> status,
      int after,
      int times,
      int delayMs,
      boolean drop,
      AtomicInteger seen) {
    private boolean matches(String requestMethod, String requestPath) {
      return (method.isEmpty() || method.equalsIgnoreCase(requestMethod))
          && path.matcher(requestPath).find();
    }

    private boolean strikes() {
      int number = seen.getAndIncrement();
      return number >= after && number - after < times;
    }
  }

  private static ApiFault fault(JsonObject json, String where) {
    refuseUnknown(json, KEYS, "in " + where);
    ApiFault fault =
        new ApiFault(
            json.getString("method", ""),
            pattern(json.getString("path", ".*"), where),
            Optional.ofNullable(json.getInteger("status")),
            json.getInteger("after", 0),
            json.getInteger("times", Integer.MAX_VALUE),
            json.getInteger("delayMs", 0),
            json.getBoolean("drop", false),
            new AtomicInteger());
    if (fault.status().isPresent() && (fault.status().get() < 400 || fault.status().get() > 599)) {
      throw new IllegalArgumentException(
          "status in " + where + " is " + fault.status().get() + ": use 400 to 599");
    }
    if (fault.after() < 0 || fault.times() < 0 || fault.delayMs() < 0) {
      throw new IllegalArgumentException(
          "after, times and delayMs in " + where + " cannot be negative");
    }
    if (fault.status().isPresent() && fault.drop()) {
      throw new IllegalArgumentException(
          where + " has both status and drop: an answer that is lost has no status");
    }
    return fault;
  }

  private static Pattern pattern(String text, String where) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException malformed) {
      throw new IllegalArgumentException(
          "path in " + where + " is no regular expression: " + text, malformed);
    }
  }

  private static void refuseUnknown(JsonObject json, Set<String> known, String where) {
    for (String key : json.fieldNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key \"" + key + "\" " + where + " of the faults; known are " + known);
      }
    }
  }
}
