package hma.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one scrape has brought, read strictly by the <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/">text format 0.0.4</a>.
 */
final class Exposition {
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern TYPE =
      Pattern.compile(
          "# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|summary|histogram|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");

  private final Map<String, Family> families = new LinkedHashMap<>();

  /** A metric with all its samples. */
  record Family(String name, String type, String help, List<Sample> samples) {
    /** The names of all labels that any of its samples has. */
    Set<String> labels() {
      Set<String> labels = new TreeSet<>();
      samples.forEach(sample -> labels.addAll(sample.labels().keySet()));
      return labels;
    }
  }

  /** One line. */
  record Sample(String name, Map<String, String> labels, double value) {}

  private Exposition() {}

  /** One in which nothing is. */
  static Exposition none() {
    return new Exposition();
  }

  static Exposition parse(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the last line has no end");
    }
    Exposition parsed = new Exposition();
    Map<String, String> help = new LinkedHashMap<>();
    Family family = null;
    Set<String> seen = new HashSet<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = HELP.matcher(line);
      if (matcher.matches()) {
        refuse(help.put(matcher.group(1), matcher.group(2)) != null, "a second HELP", line);
        continue;
      }
      matcher = TYPE.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group(1);
        refuse(parsed.families.containsKey(name), "a second TYPE", line);
        refuse(!help.containsKey(name), "no HELP before", line);
        family = new Family(name, matcher.group(2), help.get(name), new ArrayList<>());
        parsed.families.put(name, family);
        continue;
      }
      matcher = SAMPLE.matcher(line);
      refuse(!matcher.matches(), "not understood", line);
      refuse(family == null || !belongs(matcher.group(1), family), "of no family", line);
      Map<String, String> labels = labels(matcher.group(2), line);
      refuse(!seen.add(matcher.group(1) + labels), "said twice", line);
      family.samples().add(new Sample(matcher.group(1), labels, value(matcher.group(3))));
    }
    return parsed;
  }

  private static void refuse(boolean wrong, String why, String line) {
    if (wrong) {
      throw new IllegalArgumentException(why + ": " + line);
    }
  }

  private static boolean belongs(String sample, Family family) {
    String rest = sample.startsWith(family.name()) ? sample.substring(family.name().length()) : "?";
    return switch (family.type()) {
      case "summary" -> Set.of("", "_sum", "_count").contains(rest);
      case "histogram" -> Set.of("_bucket", "_sum", "_count").contains(rest);
      default -> rest.isEmpty();
    };
  }

  private static Map<String, String> labels(String text, String line) {
    Map<String, String> labels = new TreeMap<>();
    if (text == null) {
      return labels;
    }
    Matcher matcher = LABEL.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      refuse(labels.put(matcher.group(1), matcher.group(2)) != null, "a label twice", line);
      end = matcher.end();
    }
    refuse(end != text.length(), "labels not understood", line);
    return labels;
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  Map<String, Family> families() {
    return families;
  }

  /** The value of the one sample of that name and these labels. */
  double value(String name, String... labels) {
    Map<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return families.values().stream()
        .flatMap(family -> family.samples().stream())
        .filter(sample -> sample.name().equals(name) && sample.labels().equals(wanted))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Adds what another scrape has shown: all labels that a metric was ever seen with. */
  void add(Exposition other) {
    other.families.forEach((name, family) ->
        families.merge(
            name,
            family,
            (known, newer) -> {
              known.samples().addAll(newer.samples());
              return known;
            }));
  }
}
