package hma.sync;

import hma.postgres.Identifiers;
import hma.protocol.Bucketing;
import hma.protocol.MovedTable;

/**
 * The buckets of a table as SQL. A bucket is a number that follows from a row's key alone, so no
 * bounds travel, no collation orders anything, and no row is outside.
 *
 * @param table whose row is called {@code t}
 * @param bucketing how
 */
record Buckets(MovedTable table, Bucketing bucketing) {
  private static final int WIDTH = 64;

  /** The bucket of a row. */
  String bucket() {
    return switch (bucketing.kind()) {
      case WHOLE -> "0::bigint";
      case RANGE -> "%s::bigint >> %d".formatted(key(), bucketing.bits());
      case HASH -> "%s >> %d".formatted(RowHash.key(table), WIDTH - bucketing.bits());
    };
  }

  /** A FROM clause for the rows in those buckets that a relation has in its column. */
  String rowsIn(String buckets) {
    String rows = "ONLY " + Names.quoted(table.name()) + " AS t";
    return switch (bucketing.kind()) {
      case WHOLE -> "FROM " + rows;
      case RANGE ->
          "FROM %s AS d JOIN %s ON %s BETWEEN d.bucket << %d AND (d.bucket << %d) | %d"
              .formatted(
                  buckets,
                  rows,
                  key(),
                  bucketing.bits(),
                  bucketing.bits(),
                  (1L << bucketing.bits()) - 1);
      case HASH -> "FROM %s AS d JOIN %s ON d.bucket = %s".formatted(buckets, rows, bucket());
    };
  }

  /** Bucket and digest of each coarse bucket, from a relation of {@link Fingerprints#SUMS}. */
  String coarseDigests(String sums) {
    return "SELECT bucket >> %d AS bucket, %s AS digest FROM %s GROUP BY 1"
        .formatted(bucketing.coarse(), digest("sum(counted)", "sum(first)", "sum(second)"), sums);
  }

  /** Bucket and digest of each bucket that is in a coarse one of a relation. */
  String digests(String sums, String coarse) {
    String all =
        "SELECT bucket, %s AS digest FROM %s".formatted(digest("counted", "first", "second"), sums);
    return bucketing.coarse() == 0
        ? all
        : "%s WHERE bucket >> %d IN (SELECT bucket FROM %s)"
            .formatted(all, bucketing.coarse(), coarse);
  }

  /** Place and hash, in 12 characters, of each row in those buckets. */
  String places(String buckets) {
    return "SELECT t.ctid AS place, %s AS hash %s"
        .formatted(characters(RowHash.first(RowHash.content(table))), rowsIn(buckets));
  }

  private static String digest(String counted, String first, String second) {
    return characters(
        "hashtextextended(concat_ws(' ', %s, %s, %s) COLLATE \"C\", 0)"
            .formatted(counted, first, second));
  }

  private static String characters(String number) {
    return "encode(int8send(%s), 'base64')".formatted(number);
  }

  private String key() {
    return "t." + Identifiers.quote(table.key().getFirst());
  }
}
