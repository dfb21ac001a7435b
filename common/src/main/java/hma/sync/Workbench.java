package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Bucketing;
import hma.protocol.MovedTable;
import java.util.Locale;

/**
 * One table being compared on one side, in temporary tables that end with the transaction.
 *
 * @param session the transaction
 * @param streams its streams
 * @param buckets the table's buckets
 * @param number what tells its temporary tables from another table's
 */
record Workbench(DatabaseSession session, TableStreams streams, Buckets buckets, int number) {
  Workbench(
      DatabaseSession session, TableStreams streams, MovedTable table, Bucketing bucketing, int n) {
    this(session, streams, new Buckets(table, bucketing), n);
  }

  MovedTable table() {
    return buckets.table();
  }

  /** The name of a part. */
  String at(Part part) {
    return "pg_temp.hma_%s_%d".formatted(part.name().toLowerCase(Locale.ROOT), number);
  }

  /** Makes a part of what a query gives. */
  void make(Part part, String query) {
    session.run(
        comparing(), "CREATE TEMP TABLE %s ON COMMIT DROP AS %s".formatted(at(part), query));
    analyzeIfItMatters(part);
  }

  /** Drops a part that is to be made again. */
  void drop(Part part) {
    session.run(comparing(), "DROP TABLE " + at(part));
  }

  /** Takes a part from a stream. */
  RowWriter take(Part part) {
    session.run(
        comparing(),
        "CREATE TEMP TABLE %s (%s) ON COMMIT DROP".formatted(at(part), part.columns()));
    return streams.in(
        comparing(), "COPY %s FROM STDIN".formatted(at(part)), rows -> analyzeIfItMatters(part));
  }

  /** The others are joined by hash, whatever is known of them. */
  private void analyzeIfItMatters(Part part) {
    if (part == Part.COARSE || part == Part.DIFFERING) {
      session.run(comparing(), "ANALYZE " + at(part));
    }
  }

  /** Streams what a query gives. */
  RowReader give(String query) {
    return streams.out(comparing(), "COPY (%s) TO STDOUT".formatted(query));
  }

  /** As in "comparing public.t". */
  String comparing() {
    return "comparing " + table().name();
  }
}
