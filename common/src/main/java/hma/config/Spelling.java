package hma.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What a word that is not known was probably meant to be. */
public final class Spelling {
  private static final int FARTHEST = 4;

  private Spelling() {}

  /**
   * The known word that is the nearest, whatever the case; empty where all are far.
   *
   * @param word what was written; of a short word less may be wrong than of a long one
   * @param known what may have been meant
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String upper = word.toUpperCase(Locale.ROOT);
    int farthest = Math.min(FARTHEST, word.length() / 2);
    return new TreeSet<>(known)
        .stream()
            .min(Comparator.comparingInt(each -> distance(upper, each.toUpperCase(Locale.ROOT))))
            .filter(each -> distance(upper, each.toUpperCase(Locale.ROOT)) <= farthest);
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
