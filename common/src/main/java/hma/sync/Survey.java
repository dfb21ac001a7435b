package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Bucketing;
import hma.protocol.Fingerprint;
import hma.protocol.SurveyedTable;
import hma.protocol.TableTotals;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Adds up the rows of tables: small ones together, large ones bucket by bucket. */
final class Survey {
  private final DatabaseSession session;
  private final Function<SurveyedTable, Workbench> workbenches;

  Survey(DatabaseSession session, Function<SurveyedTable, Workbench> workbenches) {
    this.session = session;
    this.workbenches = workbenches;
  }

  /** What the tables add up to, in their order. */
  List<TableTotals> run(List<SurveyedTable> asked) {
    TableTotals[] totals = new TableTotals[asked.size()];
    List<Integer> whole = new ArrayList<>();
    for (int i = 0; i < totals.length; i++) {
      Workbench bench = workbenches.apply(asked.get(i));
      if (bench.buckets().bucketing().kind() == Bucketing.Kind.WHOLE) {
        whole.add(i);
      } else {
        totals[i] = byBuckets(bench);
      }
    }
    surveyWhole(asked, whole, totals);
    return Arrays.asList(totals);
  }

  private void surveyWhole(List<SurveyedTable> asked, List<Integer> whole, TableTotals[] totals) {
    long begun = System.nanoTime();
    List<Fingerprint> fingerprints =
        Fingerprints.of(
            session, whole.stream().map(i -> workbenches.apply(asked.get(i)).table()).toList());
    long each = whole.isEmpty() ? 0 : millisSince(begun) / whole.size();
    for (int i = 0; i < fingerprints.size(); i++) {
      totals[whole.get(i)] = new TableTotals(fingerprints.get(i), 1, each);
    }
  }

  /** In one scan of the table; what each bucket came to stays in a temporary table. */
  private TableTotals byBuckets(Workbench bench) {
    long begun = System.nanoTime();
    Buckets buckets = bench.buckets();
    String rows = "FROM ONLY " + Names.quoted(bench.table().name()) + " AS t";
    bench.make(
        Part.BUCKETS,
        "SELECT bucket, %s FROM %s GROUP BY bucket"
            .formatted(
                Fingerprints.SUMS,
                Fingerprints.bits("(" + buckets.bucket() + ") AS bucket, ", bench.table(), rows)));
    Row row =
        session
            .run(
                bench.comparing(),
                "SELECT %s, buckets FROM (SELECT coalesce(sum(counted), 0) AS counted, sum(first) AS first, sum(second) AS second, count(*) AS buckets FROM %s) AS r"
                    .formatted(Fingerprints.columns(), bench.at(Part.BUCKETS)))
            .iterator()
            .next();
    return new TableTotals(Fingerprints.from(row), row.getLong(3), millisSince(begun));
  }

  private static long millisSince(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }
}
