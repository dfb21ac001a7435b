package hma.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the text of settings into values, after all of them have been checked. */
final class SettingsReader {
  private static final int LONGEST_PRINTED = 80;

  /** User and password of a URL, a token of Heroku, a secret of a webhook. */
  private static final Pattern CREDENTIAL =
      Pattern.compile("(//).*(?=@)|(?<![A-Za-z])(HRKU-|whsec_)\\S+", Pattern.DOTALL);

  private final Map<String, String> texts;
  private final List<String> problems;

  /**
   * Reads from these.
   *
   * @param texts the text of each given setting by its name
   * @param problems those found while collecting the texts
   */
  SettingsReader(Map<String, String> texts, List<String> problems) {
    this.texts = texts;
    this.problems = new ArrayList<>(problems);
  }

  /** Checks each setting and keeps what is wrong for {@link #refuseIfAnythingIsWrong}. */
  void check(List<Setting<?>> settings) {
    settings.forEach(setting -> {
      if (!texts.containsKey(setting.name()) && setting.fallback().isEmpty()) {
        problems.add(setting.name() + " is missing: set it to " + setting.remedy());
        return;
      }
      problemOf(setting).ifPresent(problems::add);
    });
  }

  /** Adds a problem that concerns several settings. */
  void report(String problem) {
    problems.add(problem);
  }

  /** What was found so far. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Ends the checking.
   *
   * @throws InvalidSettings with every problem
   */
  void refuseIfAnythingIsWrong() {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  /** The setting's value, empty where it is missing or cannot be used. */
  <T> Optional<T> find(Setting<T> setting) {
    return text(setting).isPresent() && problemOf(setting).isEmpty()
        ? Optional.of(get(setting))
        : Optional.empty();
  }

  /** The value of a setting that was checked. */
  <T> T get(Setting<T> setting) {
    return setting.parser().apply(text(setting).orElseThrow());
  }

  private Optional<String> text(Setting<?> setting) {
    return Optional.ofNullable(texts.get(setting.name())).or(setting::fallback);
  }

  private Optional<String> problemOf(Setting<?> setting) {
    String text = text(setting).orElse("");
    try {
      var _ = setting.parser().apply(text);
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      String value = setting.secret() ? "" : " is \"" + visible(text) + "\"";
      return Optional.of(setting.name() + value + ": " + refused.getMessage());
    }
  }

  /**
   * A text that is no secret, as it may be printed. What looks like a credential that was put in
   * the wrong place is left out.
   */
  static String visible(String text) {
    String visible = CREDENTIAL.matcher(text).replaceAll("$1$2…").replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= LONGEST_PRINTED
        ? visible
        : visible.substring(0, LONGEST_PRINTED) + "…";
  }
}
