package hma.sandbox.heroku;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: {@code Range: version ..; max=1, order=desc} (<a
 * href="https://devcenter.heroku.com/articles/platform-api-reference#ranges">Ranges</a>).
 *
 * @param field what the list is sorted by
 * @param after the value of the last item that was seen; the list goes on behind it
 * @param from the lowest value in the list's order, itself included
 * @param max at most so many items, 1 to 1000
 * @param descending the order
 */
record ListRange(
    String field, @Nullable String after, @Nullable String from, int max, boolean descending) {
  private static final int DEFAULT_MAX = 200;
  private static final int LARGEST_MAX = 1000;
  private static final Pattern FORM =
      Pattern.compile("([a-z_]+)\\s+(\\]?)([^\\s;.]*)\\.\\.[^\\s;]*\\s*(?:;(.*))?");
  private static final Pattern MAX = Pattern.compile("max=(\\d{1,9})");
  private static final Pattern ORDER = Pattern.compile("order=(asc|desc)");

  /** One page of a list, and the range of the next one when there is one. */
  record Page(List<JsonObject> items, Optional<String> next) {}

  /**
   * Reads the header.
   *
   * @param header the value, null where it is absent
   * @param fields the fields to sort by; the first one is the default
   */
  static ListRange parse(@Nullable String header, List<String> fields) {
    if (header == null || header.isBlank()) {
      return new ListRange(fields.getFirst(), null, null, DEFAULT_MAX, false);
    }
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches() || !Set.copyOf(fields).contains(form.group(1))) {
      throw HerokuError.badRange(header);
    }
    String value = form.group(3).isEmpty() ? null : form.group(3);
    boolean exclusive = !form.group(2).isEmpty();
    String options = Optional.ofNullable(form.group(4)).orElse("");
    Matcher max = MAX.matcher(options);
    int limit = max.find() ? Integer.parseInt(max.group(1)) : DEFAULT_MAX;
    if (limit < 1 || limit > LARGEST_MAX) {
      throw HerokuError.badRange(header);
    }
    Matcher order = ORDER.matcher(options);
    boolean descending = order.find() && order.group(1).equals("desc");
    return new ListRange(
        form.group(1), exclusive ? value : null, exclusive ? null : value, limit, descending);
  }

  Page of(List<JsonObject> all) {
    Comparator<String> order = descending ? values().reversed() : values();
    List<JsonObject> inRange =
        all.stream()
            .sorted(Comparator.comparing(this::value, order))
            .filter(item -> after == null || order.compare(value(item), after) > 0)
            .filter(item -> from == null || order.compare(value(item), from) >= 0)
            .toList();
    List<JsonObject> items = inRange.stream().limit(max).toList();
    if (items.size() == inRange.size()) {
      return new Page(items, Optional.empty());
    }
    String next =
        field
            + " ]"
            + value(items.getLast())
            + "..; max="
            + max
            + (descending ? ", order=desc" : "");
    return new Page(items, Optional.of(next));
  }

  private String value(JsonObject item) {
    return String.valueOf(item.getValue(field));
  }

  /** Numbers by size, everything else by its letters. */
  private static Comparator<String> values() {
    return (left, right) ->
        isNumber(left) && isNumber(right)
            ? Long.compare(Long.parseLong(left), Long.parseLong(right))
            : left.compareTo(right);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(Character::isDigit);
  }
}
