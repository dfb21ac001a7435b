package hma.sync;

/** The temporary tables in which one side compares a table. */
enum Part {
  /** On both: what the rows of each bucket add up to, as {@link Fingerprints#SUMS}. */
  BUCKETS(""),
  /** On the target: the source's digests of coarse buckets. */
  COARSE_SUMS("bucket bigint, digest text COLLATE \"C\""),
  /** On both: the coarse buckets that differ. */
  COARSE("bucket bigint"),
  /** On the target: the source's digests of buckets. */
  SUMS("bucket bigint, digest text COLLATE \"C\""),
  /** On both: the buckets that differ. */
  DIFFERING("bucket bigint"),
  /** On both: the rows in those, {@code place} and {@code hash}. */
  OWN(""),
  /** On the target: the hashes of the source's rows in those. */
  THEIRS("hash text COLLATE \"C\""),
  /**
   * On the target: the places of rows that have to go, and the hashes of those that have to come.
   */
  CHANGES(""),
  /** On the source: the hashes of the rows that are to be copied. */
  WANTED("hash text COLLATE \"C\"");

  private final String columns;

  Part(String columns) {
    this.columns = columns;
  }

  /** As CREATE TABLE takes them, of a part that arrives by a stream. */
  String columns() {
    return columns;
  }
}
