package hma.config;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of settings, and what a name that is none was probably meant to be. */
final class KnownNames {
  private static final String PREFIX = "HMA_";

  /** Set for the worker, the command line and tests; no service reads them. */
  private static final Set<String> OF_OTHERS =
      Set.of("HMA_SIDE", "HMA_MASTER_URL", "HMA_URL", "HMA_TEST_POSTGRES_URL");

  private static final Set<String> SETTINGS =
      Selections.OF_THE_MASTER.stream().map(Setting::name).collect(Collectors.toUnmodifiableSet());

  private static final Set<String> SECRETS =
      Selections.OF_THE_MASTER.stream()
          .filter(Setting::secret)
          .map(Setting::name)
          .collect(Collectors.toUnmodifiableSet());

  private KnownNames() {}

  /** Whether a variable of the environment concerns us: it is a setting or looks like one. */
  static boolean isOurs(String name) {
    return SETTINGS.contains(name) || (name.startsWith(PREFIX) && !OF_OTHERS.contains(name));
  }

  static boolean isSecret(String name) {
    return SECRETS.contains(name);
  }

  /** What is wrong with a name; its value is not printed, a misspelt secret is still one. */
  static Optional<String> problemOf(String name) {
    if (SETTINGS.contains(name) || OF_OTHERS.contains(name)) {
      return Optional.empty();
    }
    String remedy =
        Spelling.nearest(name, SETTINGS)
            .map(known -> "did you mean " + known + "?")
            .orElse("remove it");
    return Optional.of(name + " is not a setting: " + remedy);
  }
}
