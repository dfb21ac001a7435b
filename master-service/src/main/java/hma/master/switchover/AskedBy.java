package hma.master.switchover;

import org.jspecify.annotations.Nullable;

/** Who asks for something, as they call themselves. */
final class AskedBy {
  private static final int LONGEST_NAME = 80;

  private AskedBy() {}

  /**
   * Checks a name; null where nobody says.
   *
   * @throws IllegalArgumentException when it is none
   */
  static void check(@Nullable String by) {
    if (by != null
        && (by.isBlank()
            || by.length() > LONGEST_NAME
            || by.codePoints().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException(
          "who asks must be a name of 1 to %d characters, without control characters"
              .formatted(LONGEST_NAME));
    }
  }
}
