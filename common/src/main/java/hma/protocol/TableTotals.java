package hma.protocol;

/**
 * What one side's rows of a table add up to.
 *
 * @param fingerprint of all rows
 * @param buckets in how many buckets there are rows
 * @param durationMs milliseconds it took, 0 or more
 */
public record TableTotals(Fingerprint fingerprint, long buckets, long durationMs) {}
