package hma.sync;

import hma.protocol.Bucketing;
import hma.protocol.Cargo;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;

/**
 * What comes to the target of a table, and what it answers.
 *
 * @param bench where the table is compared
 * @param ledger where what is written is noted
 */
record TargetCargo(Workbench bench, WriteLedger ledger) {
  RowReader read(Cargo cargo) {
    return switch (cargo) {
      case COARSE_DIFFERENCES -> coarseDifferences();
      case DIFFERENCES -> differences();
      case WANTED -> wanted();
      case COARSE_SUMS,
          SUMS,
          ROW_HASHES,
          CHANGED_ROWS,
          ALL_ROWS,
          KEYED_HASHES,
          LOGGED_KEYS,
          LOGGED_ROWS ->
          throw new IllegalArgumentException(cargo + " does not leave the target");
    };
  }

  RowWriter write(Cargo cargo) {
    return switch (cargo) {
      case COARSE_SUMS -> bench.take(Part.COARSE_SUMS);
      case SUMS -> bench.take(Part.SUMS);
      case ROW_HASHES -> rowHashes();
      case CHANGED_ROWS -> {
        deleteWhatTheSourceHasNot();
        yield rows("");
      }
      // Emptied in this transaction, so they can be written as if they had been vacuumed already.
      case ALL_ROWS -> rows(" (FREEZE)");
      case COARSE_DIFFERENCES, DIFFERENCES, WANTED, KEYED_HASHES, LOGGED_KEYS, LOGGED_ROWS ->
          throw new IllegalArgumentException(cargo + " does not come to the target");
    };
  }

  private RowReader coarseDifferences() {
    return differing(
        Part.COARSE, Part.COARSE_SUMS, bench.buckets().coarseDigests(bench.at(Part.BUCKETS)));
  }

  private RowReader differences() {
    return differing(
        Part.DIFFERING,
        Part.SUMS,
        bench.buckets().digests(bench.at(Part.BUCKETS), bench.at(Part.COARSE)));
  }

  private RowReader differing(Part part, Part theirs, String ours) {
    bench.make(
        part,
        "SELECT bucket FROM %s AS s FULL JOIN (%s) AS o USING (bucket) WHERE s.digest IS DISTINCT FROM o.digest"
            .formatted(bench.at(theirs), ours));
    return bench.give("SELECT bucket FROM " + bench.at(part));
  }

  /** The target's own hashes are made while the source makes its. */
  private RowWriter rowHashes() {
    bench.make(Part.OWN, bench.buckets().places(bench.at(Part.DIFFERING)));
    return bench.take(Part.THEIRS);
  }

  /** By hash alone: a row that both sides have stays, whatever its key is and is compared by. */
  private RowReader wanted() {
    bench.make(
        Part.CHANGES,
        "SELECT o.place, s.hash FROM %s AS o FULL JOIN %s AS s ON s.hash = o.hash WHERE s.hash IS NULL OR o.hash IS NULL"
            .formatted(bench.at(Part.OWN), bench.at(Part.THEIRS)));
    return bench.give(
        "SELECT hash FROM %s WHERE hash IS NOT NULL".formatted(bench.at(Part.CHANGES)));
  }

  private void deleteWhatTheSourceHasNot() {
    String name = Names.quoted(bench.table().name());
    int deleted =
        bench
            .session()
            .run(
                "deleting rows of " + bench.table().name(),
                "DELETE FROM ONLY %s AS t WHERE t.ctid = ANY (ARRAY(SELECT place FROM %s WHERE place IS NOT NULL))"
                    .formatted(name, bench.at(Part.CHANGES)))
            .rowCount();
    ledger.wrote(bench.table().name(), 0, deleted);
  }

  private RowWriter rows(String options) {
    MovedTable table = bench.table();
    return bench.streams().rows(table, options, rows -> ledger.wrote(table.name(), rows, 0));
  }

  /** What the table adds up to: the buckets that differed anew, the others as surveyed. */
  Fingerprint proveChanged() {
    MovedTable table = bench.table();
    Buckets buckets = bench.buckets();
    if (buckets.bucketing().kind() == Bucketing.Kind.WHOLE) {
      return Fingerprints.of(bench.session(), table);
    }
    String differing = bench.at(Part.DIFFERING);
    String sums =
        """
        SELECT %s FROM (
          SELECT sum(counted) AS counted, sum(first) AS first, sum(second) AS second FROM (
            SELECT %s FROM %s
            UNION ALL
            SELECT counted, first, second FROM %s AS b
            WHERE NOT EXISTS (SELECT FROM %s AS d WHERE d.bucket = b.bucket)) AS each) AS r
        """
            .formatted(
                Fingerprints.columns(),
                Fingerprints.SUMS,
                Fingerprints.bits("", table, buckets.rowsIn(differing)),
                bench.at(Part.BUCKETS),
                differing);
    return Fingerprints.from(
        bench.session().run("proving " + table.name(), sums).iterator().next());
  }
}
