package hma.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings as a service would find them here. Holds nothing of a secret.
 *
 * @param role whose settings: {@code master} or {@code agent}
 * @param usable whether the service would start with them
 * @param settings all that it reads
 * @param problems what keeps it from starting, each with its remedy, as the service prints them
 * @param warnings what deserves a look
 */
public record ConfigReport(
    String role,
    boolean usable,
    List<Entry> settings,
    List<String> problems,
    List<String> warnings) {
  /** Copies the lists. */
  public ConfigReport {
    settings = List.copyOf(settings);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * One setting.
   *
   * @param name as in the environment
   * @param value what holds, as people may see it; null where there is nothing
   * @param origin {@code environment}, {@code hma.yaml}, {@code hma.properties}, {@code default} or
   *     {@code missing}
   * @param secret whether its value is hidden
   */
  public record Entry(String name, @Nullable String value, String origin, boolean secret) {}
}
