package hma.sandbox.bench;

import java.util.Map;

/**
 * One copy, measured.
 *
 * @param carryMillis carrying the rows alone; for others than HMA the same as the whole
 * @param wholeMillis all of it, with indexes and foreign keys; for HMA every step from logging the
 *     changes to the validated foreign keys, with the proof that both sides are equal, the worker's
 *     stop and boot aside
 * @param outageMillis the part of it for which no worker runs; for others than HMA the whole
 * @param bytes bytes of rows that HMA reports to have carried; 0 for others
 * @param methods how HMA moved its tables, as in {@code full} or {@code delta, same}; empty for
 *     others
 * @param processes what each process used, by its name
 */
record Measurement(
    long carryMillis,
    long wholeMillis,
    long outageMillis,
    long bytes,
    String methods,
    Map<String, ProcessUse> processes) {

  /** Copies the map. */
  Measurement {
    processes = Map.copyOf(processes);
  }
}
