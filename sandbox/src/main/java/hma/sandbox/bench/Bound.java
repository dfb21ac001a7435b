package hma.sandbox.bench;

import java.util.Optional;

/**
 * Something that HMA must reach, from section 12 of its design.
 *
 * @param what in words
 * @param limit the highest value that is good enough; infinite where the design says nothing of
 *     what was measured
 * @param unit of limit and values; {@code times} for a ratio
 * @param cold of the first round; empty where it cannot be told
 * @param warm of the others, which counts; empty where it was not measured
 */
record Bound(String what, double limit, String unit, Optional<Double> cold, Optional<Double> warm) {
  /**
   * Whether it was reached: {@code met}, {@code missed}, {@code not measured}, or {@code not
   * judged}.
   */
  String verdict() {
    if (!judged()) {
      return "not judged";
    }
    return warm.map(value -> value <= limit ? "met" : "missed").orElse("not measured");
  }

  /** Whether the design says something of what was measured. */
  boolean judged() {
    return !Double.isInfinite(limit);
  }
}
