package hma.protocol;

/**
 * How the rows of a table are put into buckets, so that each side can add up its own alone and the
 * sums show where the two differ. Which bucket a row is in follows from its key and nothing else.
 *
 * @param kind what the bucket follows from
 * @param bits for {@link Kind#RANGE} by how many bits a key is shifted to the right, 0 to 63; for
 *     {@link Kind#HASH} how many bits of the key's hash are the bucket, 1 to 63; otherwise 0
 * @param coarse by how many bits a bucket is shifted to become a coarse one, which is compared
 *     first; 0 where there are so few that all are compared at once
 */
public record Bucketing(Kind kind, int bits, int coarse) {
  /** All rows in one bucket. */
  public static final Bucketing WHOLE = new Bucketing(Kind.WHOLE, 0, 0);

  /** What a bucket follows from. */
  public enum Kind {
    /** Nothing: there is one bucket. */
    WHOLE,
    /** The one integer key: neighbours are together. */
    RANGE,
    /** A hash of the key, of any type and any number of columns. */
    HASH
  }
}
