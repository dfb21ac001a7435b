package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import io.vertx.sqlclient.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What the rows of tables add up to: their count, and the sums of two hashes of each. */
final class Fingerprints {
  private static final int BATCH = 100;

  /** The sums over relation {@code r} of {@link #bits}. */
  static final String SUMS =
      "count(*) AS counted, sum(%s) AS first, sum(%s) AS second"
          .formatted(RowHash.first("r.bits"), RowHash.second("r.bits"));

  private Fingerprints() {}

  static Fingerprint of(DatabaseSession session, MovedTable table) {
    return of(session, List.of(table)).getFirst();
  }

  /** Those of several tables, in as few statements as can be. */
  static List<Fingerprint> of(DatabaseSession session, List<MovedTable> tables) {
    List<Fingerprint> fingerprints = new ArrayList<>(tables.size());
    for (int from = 0; from < tables.size(); from += BATCH) {
      List<MovedTable> batch = tables.subList(from, Math.min(from + BATCH, tables.size()));
      String doing =
          batch.size() == 1
              ? "taking the fingerprint of " + batch.getFirst().name()
              : "taking the fingerprints of %d tables".formatted(batch.size());
      session.run(doing, sql(batch)).forEach(row -> fingerprints.add(from(row)));
    }
    return fingerprints;
  }

  private static String sql(List<MovedTable> tables) {
    List<String> each = new ArrayList<>(tables.size());
    for (MovedTable table : tables) {
      each.add(
          "SELECT %d AS position, %s FROM %s"
              .formatted(each.size(), SUMS, bits("", table, "FROM ONLY " + of(table) + " AS t")));
    }
    return "SELECT %s FROM (%s) AS each ORDER BY position"
        .formatted(columns(), String.join(" UNION ALL ", each));
  }

  private static String of(MovedTable table) {
    return Names.quoted(table.name());
  }

  /**
   * The relation {@code r} with the bits of each row; OFFSET 0 keeps the planner from making them
   * twice, once for each sum.
   *
   * @param more other columns, each followed by a comma
   * @param from where {@code t} comes from
   */
  static String bits(String more, MovedTable table, String from) {
    return "(SELECT %s%s AS bits %s OFFSET 0) AS r".formatted(more, RowHash.content(table), from);
  }

  /** The columns that {@link #from} reads, of a relation that has those of {@link #SUMS}. */
  static String columns() {
    return "counted::bigint, coalesce(first, 0)::text, coalesce(second, 0)::text";
  }

  static Fingerprint from(Row row) {
    return new Fingerprint(
        row.getLong(0), new BigInteger(row.getString(1)), new BigInteger(row.getString(2)));
  }
}
