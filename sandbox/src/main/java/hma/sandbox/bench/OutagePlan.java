package hma.sandbox.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rows rows of the large table at first, 1,000 to 100,000,000; then ten times as many
 * @param rate the writers' transactions a second, of all together, 1 to 100,000
 * @param writers how many connections write, 1 to 100, at most the rate: each has one a second
 * @param rounds how often everything is done, 1 to 100; a round is a switchover there and back, the
 *     first round is the cold one
 */
record OutagePlan(long rows, int rate, int writers, int rounds) {
  /** How much larger the second size is. */
  static final int GROWTH = 10;

  private static final long FEWEST_ROWS = 1_000;
  private static final long MOST_ROWS = 100_000_000;
  private static final int MOST_RATE = 100_000;
  private static final int MOST = 100;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option, the value and the range
   */
  OutagePlan {
    Ranges.require(rows >= FEWEST_ROWS && rows <= MOST_ROWS, "--rows", rows, "1000 to 100000000");
    Ranges.require(rate >= 1 && rate <= MOST_RATE, "--rate", rate, "1 to 100000");
    Ranges.require(
        writers >= 1 && writers <= Math.min(MOST, rate),
        "--writers",
        writers,
        "1 to 100 and at most --rate");
    Ranges.require(rounds >= 1 && rounds <= MOST, "--rounds", rounds, "1 to 100");
  }

  /** The rows of both sizes. */
  List<Long> sizes() {
    return List.of(rows, rows * GROWTH);
  }
}
