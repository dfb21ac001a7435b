package hma.sync;

import java.util.Collection;

/** Several names in one sentence. */
public final class Listed {
  private static final int MOST = 5;

  private Listed() {}

  /** The first of them, and how many more there are. */
  public static String of(Collection<String> names) {
    String first = String.join(", ", names.stream().limit(MOST).toList());
    return names.size() <= MOST ? first : first + " and %d more".formatted(names.size() - MOST);
  }
}
