package hma.sandbox.bench;

import java.util.stream.DoubleStream;

/** The middle of some values. */
final class Median {
  private Median() {}

  /** Of an even number of values it is the mean of the two in the middle. */
  static double of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a median needs a value");
    }
    int middle = sorted.length / 2;
    return (sorted[middle - (1 - sorted.length % 2)] + sorted[middle]) / 2;
  }
}
