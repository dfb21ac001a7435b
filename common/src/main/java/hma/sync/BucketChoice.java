package hma.sync;

import hma.protocol.Bucketing;
import hma.protocol.Extent;
import hma.protocol.MovedTable;
import hma.protocol.TableTotals;

/**
 * Chooses the buckets of a table from how far it reaches. Small buckets make the hashes of rows few
 * that travel for one changed row, and the sums many that travel for all: 8 to 16 rows are the
 * cheapest where one row of a hundred has changed here and there.
 */
final class BucketChoice {
  /** Below this many rows the hashes of all are less than what asking for sums costs. */
  private static final long FEW_ROWS = 2_000;

  private static final int MOST_ROWS = 16;
  private static final int MOST_BITS = 19;
  private static final int COARSE_BITS = 10;

  /** A bucket of this many times more rows than it should have is one too many. */
  private static final int SKEW = 32;

  private BucketChoice() {}

  static Bucketing of(MovedTable table, Extent source, Extent target) {
    long rows = Math.max(source.estimatedRows(), target.estimatedRows());
    if (table.key().isEmpty() || rows < FEW_ROWS) {
      return Bucketing.WHOLE;
    }
    if (source.lowest().isEmpty() || source.highest().isEmpty()) {
      return byHash(rows);
    }
    return byRange(rows, source.highest().get() - source.lowest().get());
  }

  /**
   * Buckets by hash instead, where almost all keys turned out to be in a few ranges: a single key
   * far away from the others is enough for that.
   */
  static boolean isSkewed(Bucketing bucketing, TableTotals totals) {
    return bucketing.kind() == Bucketing.Kind.RANGE
        && totals.fingerprint().rows() / Math.max(1, totals.buckets()) > MOST_ROWS * SKEW
        && bucketsFor(totals.fingerprint().rows()) < 1L << MOST_BITS;
  }

  static Bucketing byHash(long rows) {
    int bits = Math.max(1, bits(bucketsFor(rows) - 1));
    return new Bucketing(Bucketing.Kind.HASH, bits, coarse(bits));
  }

  /**
   * By the most bits that leave enough buckets.
   *
   * @param span from the lowest key to the highest, unsigned
   */
  private static Bucketing byRange(long rows, long span) {
    long least = bucketsFor(rows);
    int bits = 0;
    while ((span >>> (bits + 1)) + 1 >= least) {
      bits++;
    }
    return new Bucketing(Bucketing.Kind.RANGE, bits, coarse(bits(span >>> bits)));
  }

  private static long bucketsFor(long rows) {
    return Math.clamp(rows / MOST_ROWS, 2, 1L << MOST_BITS);
  }

  private static int coarse(int bits) {
    return bits > COARSE_BITS + 1 ? bits - COARSE_BITS : 0;
  }

  /** How many bits it takes to write an unsigned number. */
  private static int bits(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }
}
