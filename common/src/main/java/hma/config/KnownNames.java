package hma.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names of settings, and what a name that is none was probably meant to be. */
final class KnownNames {
  private static final String PREFIX = "HMA_";
  private static final int FARTHEST_SUGGESTION = 4;

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
    String remedy = nearest(name).map(known -> "did you mean " + known + "?").orElse("remove it");
    return Optional.of(name + " is not a setting: " + remedy);
  }

  private static Optional<String> nearest(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return new TreeSet<>(SETTINGS)
        .stream()
            .min(Comparator.comparingInt(known -> distance(upper, known)))
            .filter(known -> distance(upper, known) <= FARTHEST_SUGGESTION);
  }

  /** The edit distance of Levenshtein, row by row. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[row.length - 1];
  }
}
