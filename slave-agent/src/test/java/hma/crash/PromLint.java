package hma.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rules of {@code promtool check metrics}, as <a
 * href="https://github.com/prometheus/client_golang/tree/main/prometheus/testutil/promlint">promlint</a>
 * has them.
 */
final class PromLint {
  private static final Map<String, String> BASE_OF =
      Map.ofEntries(
          Map.entry("milliseconds", "seconds"),
          Map.entry("microseconds", "seconds"),
          Map.entry("nanoseconds", "seconds"),
          Map.entry("minutes", "seconds"),
          Map.entry("hours", "seconds"),
          Map.entry("days", "seconds"),
          Map.entry("weeks", "seconds"),
          Map.entry("kilobytes", "bytes"),
          Map.entry("megabytes", "bytes"),
          Map.entry("gigabytes", "bytes"),
          Map.entry("kibibytes", "bytes"),
          Map.entry("mebibytes", "bytes"),
          Map.entry("bits", "bytes"),
          Map.entry("fahrenheit", "celsius"),
          Map.entry("kelvin", "celsius"),
          Map.entry("percent", "ratio"),
          Map.entry("kilograms", "grams"),
          Map.entry("kilojoules", "joules"));

  private static final Set<String> ABBREVIATIONS =
      Set.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");

  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

  private PromLint() {}

  /** What is wrong, one sentence each. */
  static List<String> problems(Exposition exposition) {
    List<String> problems = new ArrayList<>();
    exposition.families().values().forEach(family -> look(family, problems));
    return problems;
  }

  private static void look(Exposition.Family family, List<String> problems) {
    String name = family.name();
    List<String> words = List.of(name.split("_", -1));
    note(family.help().isBlank(), name, "no help text", problems);
    note(name.contains(":"), name, "colons are for recording rules", problems);
    note(!name.equals(name.toLowerCase(Locale.ROOT)), name, "not in snake_case", problems);
    for (String label : family.labels()) {
      note(
          !label.matches("[a-z][a-z0-9_]*"),
          name,
          "label " + label + " not in snake_case",
          problems);
    }
    for (String word : words) {
      note(BASE_OF.containsKey(word), name, "use base unit " + BASE_OF.get(word), problems);
      note(ABBREVIATIONS.contains(word), name, "abbreviated unit " + word, problems);
      note(TYPES.contains(word), name, "includes its type", problems);
    }
    note(
        words.contains("timestamp") && !name.endsWith("_timestamp_seconds"),
        name,
        "a timestamp is in seconds",
        problems);
    boolean counter = family.type().equals("counter");
    note(counter && !name.endsWith("_total"), name, "a counter ends in _total", problems);
    note(!counter && name.endsWith("_total"), name, "_total is for counters", problems);
    boolean distribution = Set.of("histogram", "summary").contains(family.type());
    for (String suffix : List.of("_count", "_sum", "_bucket")) {
      note(
          !distribution && name.endsWith(suffix), name, suffix + " is for distributions", problems);
    }
    note(!distribution && family.labels().contains("le"), name, "le is for histograms", problems);
    note(
        !distribution && family.labels().contains("quantile"),
        name,
        "quantile is for summaries",
        problems);
    note(family.type().equals("untyped"), name, "no type", problems);
  }

  private static void note(boolean wrong, String name, String what, List<String> problems) {
    if (wrong) {
      problems.add(name + ": " + what);
    }
  }
}
