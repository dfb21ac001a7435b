package hma.sandbox.bench;

/**
 * What a process used.
 *
 * @param peakBytes the most memory it ever had resident ({@code VmHWM})
 * @param cpuMillis processor time, user and system
 */
record ProcessUse(long peakBytes, long cpuMillis) {
  /** The higher peak of both, and their processor time together. */
  ProcessUse and(ProcessUse other) {
    return new ProcessUse(Math.max(peakBytes, other.peakBytes), cpuMillis + other.cpuMillis);
  }
}
