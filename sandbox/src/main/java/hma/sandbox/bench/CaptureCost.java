package hma.sandbox.bench;

import java.util.List;

/**
 * What the log of changes costs the writers, who write as fast as they can.
 *
 * @param rounds in their order; the first is the cold one
 */
record CaptureCost(List<Pair> rounds) {
  /**
   * The same writers twice.
   *
   * @param without transactions a second
   * @param with transactions a second while each change is logged
   */
  record Pair(double without, double with) {}

  /** Copies the list. */
  CaptureCost {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("the cost of the log needs a round");
    }
  }

  /** The middle of the warm rounds, in transactions a second. */
  double without() {
    return Median.of(warm().stream().mapToDouble(Pair::without));
  }

  /** The middle of the warm rounds, in transactions a second. */
  double with() {
    return Median.of(warm().stream().mapToDouble(Pair::with));
  }

  /** How much of their speed the writers keep. */
  double ratio() {
    return with() / without();
  }

  private List<Pair> warm() {
    return rounds.size() == 1 ? rounds : rounds.subList(1, rounds.size());
  }
}
