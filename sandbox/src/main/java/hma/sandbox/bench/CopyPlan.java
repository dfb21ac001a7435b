package hma.sandbox.bench;

/**
 * How much is measured.
 *
 * @param rows rows of each workload, 1,000 to 1,000,000,000
 * @param changePercent how many of them change before a switchover back, more than 0, at most 100
 * @param rounds how often everything is done, 1 to 100; the first round is the cold one
 */
record CopyPlan(long rows, double changePercent, int rounds) {
  private static final long FEWEST_ROWS = 1_000;
  private static final long MOST_ROWS = 1_000_000_000;
  private static final int MOST_ROUNDS = 100;
  private static final double PERCENT = 100;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option, the value and the range
   */
  CopyPlan {
    Ranges.require(rows >= FEWEST_ROWS && rows <= MOST_ROWS, "--rows", rows, "1000 to 1000000000");
    Ranges.require(
        changePercent > 0 && changePercent <= PERCENT,
        "--change",
        changePercent,
        "more than 0 and at most 100 (percent)");
    Ranges.require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds", rounds, "1 to 100");
  }

  /** The share of rows that change, more than 0, at most 1. */
  double changeShare() {
    return changePercent / PERCENT;
  }
}
