package hma.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where settings come from.
 *
 * @param environment the environment's variables by name; they win over the files
 * @param directory where {@code hma.yaml} or {@code hma.properties} may be
 */
public record SettingsSource(Map<String, String> environment, Path directory) {
  /** Keeps a copy of the map. */
  public SettingsSource {
    environment = Map.copyOf(environment);
  }

  /** The environment and the working directory of this process. */
  public static SettingsSource ofThisProcess() {
    return new SettingsSource(System.getenv(), Path.of(""));
  }

  /** Prints no value: some are secrets. */
  @Override
  public String toString() {
    return "SettingsSource[environment of "
        + environment.size()
        + " variables, directory="
        + directory
        + "]";
  }
}
