package hma.sandbox.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * All measurements of one contender on one workload, in order. The first is the cold one: the first
 * use of a process. The others are warm; where there is one round only, that counts as warm, too.
 *
 * @param measurements at least one
 */
record Series(List<Measurement> measurements) {
  /** Copies the list. */
  Series {
    measurements = List.copyOf(measurements);
    if (measurements.isEmpty()) {
      throw new IllegalArgumentException("a series needs a measurement");
    }
  }

  /** The first. */
  Measurement cold() {
    return measurements.getFirst();
  }

  /** All but the first, if there are more. */
  List<Measurement> warm() {
    return measurements.size() == 1 ? measurements : measurements.subList(1, measurements.size());
  }

  /** The middle of the warm values; of an even number the mean of the two in the middle. */
  double median(ToLongFunction<Measurement> value) {
    return Median.of(warm().stream().mapToDouble(value::applyAsLong));
  }

  /** The highest peak of each process, and its mean processor time, over all rounds. */
  Map<String, ProcessUse> processes() {
    Map<String, ProcessUse> all = new TreeMap<>();
    for (Measurement measurement : measurements) {
      measurement.processes().forEach((name, use) -> all.merge(name, use, ProcessUse::and));
    }
    all.replaceAll(
        (name, use) -> new ProcessUse(use.peakBytes(), use.cpuMillis() / measurements.size()));
    return all;
  }

  /** How HMA moved the tables the last time. */
  String methods() {
    return measurements.getLast().methods();
  }
}
