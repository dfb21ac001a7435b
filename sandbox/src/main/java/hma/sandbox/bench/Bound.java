package hma.sandbox.bench;

import java.util.Optional;

/**
 * Something that HMA must reach, from section 12 of its design.
 *
 * @param what in words
 * @param limit the highest value that is good enough
 * @param unit of limit and values; {@code times} for a ratio
 * @param cold of the first round; empty where it cannot be told
 * @param warm of the others, which counts; empty where it was not measured
 */
record Bound(String what, double limit, String unit, Optional<Double> cold, Optional<Double> warm) {
  /** Whether it was reached: {@code met}, {@code missed} or {@code not measured}. */
  String verdict() {
    return warm.map(value -> value <= limit ? "met" : "missed").orElse("not measured");
  }
}
