package hma.protocol;

/**
 * What travels of a table as COPY text, in the order in which it may: from sums to what differs to
 * rows. Each kind goes one way.
 */
public enum Cargo {
  /** Every coarse bucket and the digest of its rows: from the source to the target. */
  COARSE_SUMS,
  /** The coarse buckets whose digests differ: from the target to the source. */
  COARSE_DIFFERENCES,
  /** Every bucket of the coarse ones that differ, and its digest: to the target. */
  SUMS,
  /** The buckets whose digests differ: to the source. */
  DIFFERENCES,
  /** The hash of each row in a bucket that differs: to the target. */
  ROW_HASHES,
  /** The hashes of the rows that the target has not: to the source. */
  WANTED,
  /** Those rows: to the target, which deletes what the source has not before it takes them. */
  CHANGED_ROWS,
  /** All rows: from the source to the target, whose table is empty. */
  ALL_ROWS,
  /**
   * Each row's key as {@code ROW(…)::text} and a hash of the whole row, in the byte order of the
   * key; of a table without a key the hash alone, in its order: from a source, for whoever
   * compares.
   */
  KEYED_HASHES,
  /** The keys that a round found in a unit's log: to the target, which deletes their rows. */
  LOGGED_KEYS,
  /** The rows that have these keys at the round's snapshot: to the target. */
  LOGGED_ROWS;

  /** Whether it goes from the source to the target; otherwise from the target to the source. */
  public boolean toTarget() {
    return switch (this) {
      case COARSE_SUMS,
          SUMS,
          ROW_HASHES,
          CHANGED_ROWS,
          ALL_ROWS,
          KEYED_HASHES,
          LOGGED_KEYS,
          LOGGED_ROWS ->
          true;
      case COARSE_DIFFERENCES, DIFFERENCES, WANTED -> false;
    };
  }
}
