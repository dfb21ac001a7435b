package hma.service;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Locale;
import java.util.Set;

/**
 * The level that {@code HMA_LOG_LEVEL} names; the command's, or {@code info}, where that is blank
 * or none.
 */
public final class LogLevel extends PropertyDefinerBase {
  private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error");

  private String asked = "";
  private String otherwise = "info";

  /** Takes what {@code HMA_LOG_LEVEL} says. */
  public void setAsked(String asked) {
    this.asked = asked;
  }

  /** Takes what holds where that is none. */
  public void setOtherwise(String otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public String getPropertyValue() {
    return level(asked, otherwise);
  }

  static String level(String asked, String otherwise) {
    String level = asked.strip().toLowerCase(Locale.ROOT);
    return LEVELS.contains(level) ? level : otherwise;
  }
}
