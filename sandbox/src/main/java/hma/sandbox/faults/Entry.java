package hma.sandbox.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** One object of the faults with its place in them: what it holds is refused by name. */
final class Entry {
  private static final Set<String> OF_STRIKES = Set.of("after", "times", "chance");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final int WEEK_MS = 7 * 24 * 3600 * 1000;

  private final JsonObject json;
  private final String where;

  private Entry(JsonObject json, String where) {
    this.json = json;
    this.where = where;
  }

  static Entry of(@Nullable Object value, String where, Collection<String> known) {
    if (!(value instanceof JsonObject json)) {
      throw wrongType(where, value, "an object");
    }
    for (String key : json.fieldNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key \""
                + key
                + "\" in "
                + where
                + " of the faults; known are "
                + new TreeSet<>(known));
      }
    }
    return new Entry(json, where);
  }

  /** With the keys that say which events are struck. */
  static Entry striking(@Nullable Object value, String where, Collection<String> known) {
    Set<String> all = new TreeSet<>(known);
    all.addAll(OF_STRIKES);
    return of(value, where, all);
  }

  String where() {
    return where;
  }

  boolean has(String key) {
    return json.getValue(key) != null;
  }

  List<?> list(String key) {
    Object value = json.getValue(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw wrongType(named(key), value, "a list");
    }
    return array.stream().toList();
  }

  Optional<String> text(String key) {
    Object value = json.getValue(key);
    if (value != null && !(value instanceof String)) {
      throw wrongType(named(key), value, "text");
    }
    return Optional.ofNullable((String) value);
  }

  String needed(String key) {
    return text(key)
        .orElseThrow(() -> new IllegalArgumentException(where + " needs a value for " + key));
  }

  boolean flag(String key) {
    Object value = json.getValue(key);
    if (value != null && !(value instanceof Boolean)) {
      throw wrongType(named(key), value, "true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  int count(String key, int otherwise) {
    return has(key) ? (int) whole(key, 0, Integer.MAX_VALUE) : otherwise;
  }

  long whole(String key, long least, long most) {
    Object value = json.getValue(key);
    if (!(value instanceof Integer || value instanceof Long)) {
      throw wrongType(named(key), value, "a whole number");
    }
    long number = ((Number) value).longValue();
    if (number < 0 && least == 0) {
      throw new IllegalArgumentException(named(key) + " is " + number + ": it cannot be negative");
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          named(key) + " is " + number + ": use " + least + " to " + most);
    }
    return number;
  }

  double share(String key, double otherwise) {
    Object value = json.getValue(key);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Number number)) {
      throw wrongType(named(key), value, "a number");
    }
    double share = number.doubleValue();
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(named(key) + " is " + share + ": use 0 to 1");
    }
    return share;
  }

  /** Milliseconds, or the least and the most of them. */
  Optional<Span> span(String key) {
    Object value = json.getValue(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonArray bounds)) {
      int length = (int) whole(key, 0, WEEK_MS);
      return Optional.of(new Span(length, length));
    }
    Entry pair = new Entry(new JsonObject(), named(key));
    bounds.forEach(bound -> pair.json.put("[" + pair.json.size() + "]", bound));
    if (bounds.size() != 2) {
      throw wrongType(named(key), value, "milliseconds, or [least, most]");
    }
    int shortest = (int) pair.whole("[0]", 0, WEEK_MS);
    int longest = (int) pair.whole("[1]", 0, WEEK_MS);
    if (shortest > longest) {
      throw new IllegalArgumentException(named(key) + " is " + value + ": the least comes first");
    }
    return Optional.of(new Span(shortest, longest));
  }

  /** A regular expression to be found; without one everything matches. */
  Pattern pattern(String key) {
    String text = text(key).orElse("");
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException malformed) {
      throw new IllegalArgumentException(
          named(key) + " is no regular expression: " + text, malformed);
    }
  }

  /** An HTTP method; empty for any. */
  Optional<String> method(String key) {
    Optional<String> method = text(key);
    method
        .filter(given -> !METHODS.contains(given))
        .ifPresent(unknown -> {
          throw new IllegalArgumentException(
              named(key) + " is \"" + unknown + "\": use one of " + new TreeSet<>(METHODS));
        });
    return method;
  }

  /** Which of these keys it has, at most one of which may be given. */
  Optional<String> oneOf(List<String> keys) {
    List<String> given =
        keys.stream().filter(key -> has(key) && !Boolean.FALSE.equals(json.getValue(key))).toList();
    if (given.size() > 1) {
      throw new IllegalArgumentException(
          where + " has both " + given.get(0) + " and " + given.get(1) + ": give one of them");
    }
    return given.stream().findFirst();
  }

  IllegalArgumentException nothing(Collection<String> keys) {
    return new IllegalArgumentException(where + " does nothing: give one of " + keys);
  }

  private String named(String key) {
    return key + " in " + where;
  }

  private static IllegalArgumentException wrongType(
      String what, @Nullable Object value, String wanted) {
    return new IllegalArgumentException(
        what + " is " + value + ", which has the wrong type: use " + wanted);
  }
}
