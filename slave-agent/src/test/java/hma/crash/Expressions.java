package hma.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions of PromQL, held against what was scraped: as far as names of metrics and labels go.
 */
final class Expressions {
  /** What Prometheus adds by itself. */
  private static final Set<String> OF_EVERY_TARGET = Set.of("job", "instance");

  private static final Pattern METRIC =
      Pattern.compile("\\b((?:hma|jvm|process|system|vertx)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)\\s*\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern TEMPLATE =
      Pattern.compile("\\$labels\\.([a-zA-Z_]+)|\\{\\{([a-z_]+)}}");

  private final Exposition seen;

  Expressions(Exposition seen) {
    this.seen = seen;
  }

  /**
   * Checks one.
   *
   * @param texts what shows its result: names of labels in templates
   */
  void check(String expression, String... texts) {
    Set<String> known = new HashSet<>(OF_EVERY_TARGET);
    Matcher metric = METRIC.matcher(expression);
    List<String> names = new ArrayList<>();
    while (metric.find()) {
      String name = metric.group(1);
      names.add(name);
      Set<String> labels = labels(name);
      assertThat(labels).as("a metric %s, in %s", name, expression).isNotNull();
      known.addAll(labels);
      assertThat(matched(metric.group(2)))
          .as("labels of %s in %s", name, expression)
          .isSubsetOf(labels);
    }
    assertThat(names).as("metrics of " + expression).isNotEmpty();
    assertThat(grouped(expression)).as("labels of " + expression).isSubsetOf(known);
    for (String text : texts) {
      assertThat(templated(text)).as("labels of '%s'", text).isSubsetOf(known);
    }
    assertThat(expression.chars().filter(c -> c == '(').count())
        .as("brackets of " + expression)
        .isEqualTo(expression.chars().filter(c -> c == ')').count());
  }

  private Set<String> labels(String sample) {
    Set<String> labels = null;
    for (Exposition.Family family : seen.families().values()) {
      for (Exposition.Sample one : family.samples()) {
        if (one.name().equals(sample)) {
          labels = labels == null ? new HashSet<>() : labels;
          labels.addAll(one.labels().keySet());
        }
      }
    }
    return labels;
  }

  private static Set<String> matched(String matchers) {
    return found(MATCHER, matchers == null ? "" : matchers);
  }

  private static Set<String> grouped(String expression) {
    Set<String> labels = new HashSet<>();
    Matcher grouping = GROUPING.matcher(expression);
    while (grouping.find()) {
      for (String label : grouping.group(1).split(",", -1)) {
        if (!label.isBlank()) {
          labels.add(label.strip());
        }
      }
    }
    return labels;
  }

  private static Set<String> templated(String text) {
    return found(TEMPLATE, text);
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          found.add(matcher.group(group));
        }
      }
    }
    return found;
  }
}
