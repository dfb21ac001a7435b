package hma.sync;

import hma.protocol.Cargo;
import hma.protocol.MovedTable;

/** What leaves the source of a table, and what comes to it. */
record SourceCargo(Workbench bench) {
  RowReader read(Cargo cargo) {
    Buckets buckets = bench.buckets();
    return switch (cargo) {
      case COARSE_SUMS -> bench.give(buckets.coarseDigests(bench.at(Part.BUCKETS)));
      case SUMS -> bench.give(buckets.digests(bench.at(Part.BUCKETS), bench.at(Part.COARSE)));
      case ROW_HASHES -> rowHashes(buckets);
      case CHANGED_ROWS -> changedRows();
      case ALL_ROWS -> allRows();
      case KEYED_HASHES -> bench.give(RowHashes.of(bench.table()));
      case COARSE_DIFFERENCES, DIFFERENCES, WANTED, LOGGED_KEYS, LOGGED_ROWS ->
          throw new IllegalArgumentException(
              cargo + " does not leave the source outside of a round");
    };
  }

  RowWriter write(Cargo cargo) {
    return switch (cargo) {
      case COARSE_DIFFERENCES -> bench.take(Part.COARSE);
      case DIFFERENCES -> bench.take(Part.DIFFERING);
      case WANTED -> bench.take(Part.WANTED);
      case COARSE_SUMS,
          SUMS,
          ROW_HASHES,
          CHANGED_ROWS,
          ALL_ROWS,
          KEYED_HASHES,
          LOGGED_KEYS,
          LOGGED_ROWS ->
          throw new IllegalArgumentException(cargo + " does not come to the source");
    };
  }

  /** A row keeps its place as long as the snapshot lives. */
  private RowReader rowHashes(Buckets buckets) {
    bench.make(Part.OWN, buckets.places(bench.at(Part.DIFFERING)));
    return bench.give("SELECT hash FROM " + bench.at(Part.OWN));
  }

  private RowReader changedRows() {
    MovedTable table = bench.table();
    String places =
        "SELECT o.place FROM %s AS w JOIN %s AS o ON o.hash = w.hash"
            .formatted(bench.at(Part.WANTED), bench.at(Part.OWN));
    // An array, whatever the planner knows: it makes one walk along the table of it.
    String rows =
        "SELECT %s FROM ONLY %s AS t WHERE t.ctid = ANY (ARRAY(%s))"
            .formatted(Names.columnsOfRow(table), Names.quoted(table.name()), places);
    return bench.streams().out("reading " + table.name(), "COPY (%s) TO STDOUT".formatted(rows));
  }

  private RowReader allRows() {
    MovedTable table = bench.table();
    return bench
        .streams()
        .out(
            "reading " + table.name(),
            "COPY %s%s TO STDOUT".formatted(Names.quoted(table.name()), Names.columns(table)));
  }
}
