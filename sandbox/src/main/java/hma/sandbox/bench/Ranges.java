package hma.sandbox.bench;

/** Checks what options are given. */
final class Ranges {
  private Ranges() {}

  /**
   * Requires something of a value.
   *
   * @param range what it has to be, in words
   * @throws IllegalArgumentException naming the option, the value and the range
   */
  static void require(boolean holds, String option, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s: it is %s".formatted(option, value, range));
    }
  }
}
