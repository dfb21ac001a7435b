package hma.sandbox.bench;

import java.util.Map;

/**
 * One copy, measured.
 *
 * @param carryMillis carrying the rows alone; for others than HMA the same as the whole
 * @param wholeMillis from opening the target's transaction to its commit, with indexes and foreign
 *     keys, and for HMA with the proof that both sides are equal
 * @param bytes bytes of rows that HMA reports to have carried; 0 for others
 * @param methods how HMA moved its tables, as in {@code full} or {@code delta, same}; empty for
 *     others
 * @param processes what each process used, by its name
 */
record Measurement(
    long carryMillis,
    long wholeMillis,
    long bytes,
    String methods,
    Map<String, ProcessUse> processes) {

  /** Copies the map. */
  Measurement {
    processes = Map.copyOf(processes);
  }
}
