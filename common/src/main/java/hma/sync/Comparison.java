package hma.sync;

import hma.protocol.Bucketing;
import hma.protocol.Cargo;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.SurveyedTable;
import hma.protocol.TableTotals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how one table that both sides hold rows of differs: coarse buckets, buckets, rows. What
 * it found stays on both sides, for {@link Cargo#CHANGED_ROWS}.
 */
final class Comparison {
  private static final long FEW_BUCKETS = 64;
  private static final double NEARLY_ALL = 0.999;

  private final Carrier carrier;
  private final MovedTable table;
  private Bucketing bucketing;
  private Carrier.Answers<TableTotals> totals;
  private final long begun = System.nanoTime();
  private long bytes;

  Comparison(
      Carrier carrier, MovedTable table, Bucketing bucketing, Carrier.Answers<TableTotals> totals) {
    this.carrier = carrier;
    this.table = table;
    this.bucketing = bucketing;
    this.totals = totals;
  }

  Decision decide() {
    if (totals.source().fingerprint().equals(totals.target().fingerprint())) {
      return decided(TableMove.Method.SAME, "the fingerprints of both sides agree");
    }
    if (sourceRows() == 0) {
      return full("no row is left");
    }
    if (targetRows() == 0) {
      return full("the target's table is empty");
    }
    if (table.key().isEmpty()) {
      return full("the fingerprints differ, and the table has no key to tell its rows apart");
    }
    if (isTooMuch(Math.abs(sourceRows() - targetRows()))) {
      return full(
          "more than a third differs: the source has %d rows and the target %d"
              .formatted(sourceRows(), targetRows()));
    }
    return compare();
  }

  /** Whether so many rows that differ are copied whole faster. */
  private boolean isTooMuch(long rows) {
    return rows * 3 > Math.max(sourceRows(), targetRows());
  }

  private Decision compare() {
    if (BucketChoice.isSkewed(bucketing, totals.source())) {
      surveyByHash();
    }
    if (bucketing.kind() != Bucketing.Kind.WHOLE) {
      long differing = differingBuckets();
      long all = Math.max(totals.source().buckets(), totals.target().buckets());
      if (all >= FEW_BUCKETS && differing > all * NEARLY_ALL) {
        return full("%d of %d buckets of rows differ".formatted(differing, all));
      }
    }
    carry(Cargo.ROW_HASHES);
    long coming = carry(Cargo.WANTED);
    return chosen(coming, targetRows() + coming - sourceRows());
  }

  private void surveyByHash() {
    bucketing = BucketChoice.byHash(sourceRows());
    List<SurveyedTable> again = List.of(new SurveyedTable(table.name(), bucketing));
    Carrier.Answers<List<TableTotals>> answers =
        carrier.askBoth("survey", side -> side.survey(again));
    totals = new Carrier.Answers<>(answers.source().getFirst(), answers.target().getFirst());
  }

  private long differingBuckets() {
    if (bucketing.coarse() > 0) {
      carry(Cargo.COARSE_SUMS);
      carry(Cargo.COARSE_DIFFERENCES);
    }
    carry(Cargo.SUMS);
    return carry(Cargo.DIFFERENCES);
  }

  /**
   * Chooses by how much there is to do.
   *
   * @param coming rows that the target has not
   * @param going rows that the source has not, the old versions of changed ones included
   */
  private Decision chosen(long coming, long going) {
    long rows = Math.max(sourceRows(), targetRows());
    if (isTooMuch(Math.max(coming, going))) {
      return full(
          "more than a third differs: of %d rows, %d are new or changed and %d are old or gone"
              .formatted(rows, coming, going));
    }
    return decided(
        TableMove.Method.DELTA,
        "of %d rows, %d are new or changed and %d are old or gone".formatted(rows, coming, going));
  }

  private long carry(Cargo cargo) {
    Carrier.Load load = carrier.carry(table, cargo);
    bytes += load.bytes();
    return load.rows();
  }

  private long sourceRows() {
    return totals.source().fingerprint().rows();
  }

  private long targetRows() {
    return totals.target().fingerprint().rows();
  }

  private Decision full(String reason) {
    return decided(TableMove.Method.FULL, reason);
  }

  private Decision decided(TableMove.Method method, String reason) {
    Fingerprint source = totals.source().fingerprint();
    long surveyed = Math.max(totals.source().durationMs(), totals.target().durationMs());
    return new Decision(
        table,
        method,
        reason,
        Optional.of(source),
        bytes,
        TimeUnit.MILLISECONDS.toNanos(surveyed) + System.nanoTime() - begun);
  }
}
