package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.CaptureUnit;
import hma.protocol.CopyText;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import hma.protocol.UnitChanges;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes what a round's snapshot sees in the logs, and finds the rows that are meant. */
final class LoggedChanges {
  /** Below that, a log is read as fast with the rows that are no longer there. */
  private static final long WORTH_VACUUMING = 10_000;

  private static final Fingerprint NOTHING = new Fingerprint(0, BigInteger.ZERO, BigInteger.ZERO);

  private final DatabaseSession session;
  private final Map<Integer, UnitKey> keys;

  /** How much was taken of each log since there was room made in it, by its relation. */
  private final Map<String, Long> taken = new LinkedHashMap<>();

  LoggedChanges(DatabaseSession session, Map<Integer, UnitKey> keys) {
    this.session = session;
    this.keys = keys;
  }

  /**
   * Takes what is logged out of the logs, in the open transaction.
   *
   * @param logs the number of each unit's log
   * @param rewritten units that are marked whatever their log says
   */
  List<UnitChanges> take(
      TableStreams streams,
      Map<Integer, Long> logs,
      List<CaptureUnit> units,
      Set<CaptureUnit> rewritten,
      int mostBytes) {
    Set<Long> marks = Capture.marked(session);
    List<CaptureUnit> marked =
        units.stream()
            .filter(unit -> rewritten.contains(unit) || marks.contains(logs.get(unit.number())))
            .toList();
    List<UnitKey> changed =
        filled(logs).stream().filter(key -> !marked.contains(key.unit())).toList();
    hold(marked);
    forget(marked, logs);
    gather(changed, logs);
    List<UnitChanges> changes = new ArrayList<>();
    for (CaptureUnit unit : marked) {
      changes.add(
          new UnitChanges(unit.number(), true, 0, Optional.empty(), Optional.empty(), NOTHING));
    }
    Budget budget = new Budget(mostBytes);
    measure(changed, logs).forEach(measured -> changes.add(give(streams, measured, budget)));
    return changes;
  }

  /** What is loaded whole is read later in this round. */
  private void hold(List<CaptureUnit> marked) {
    List<TableName> leaves = marked.stream().flatMap(unit -> unit.leaves().stream()).toList();
    if (!leaves.isEmpty()) {
      TableLock.ACCESS_SHARE.take(session, "reading tables that were emptied", leaves);
    }
  }

  private List<UnitKey> filled(Map<Integer, Long> logs) {
    List<String> each = new ArrayList<>();
    keys.forEach((unit, key) ->
        each.add(
            "SELECT %d AS unit WHERE EXISTS (SELECT FROM %s)"
                .formatted(unit, CaptureLog.relation(log(logs, unit)))));
    List<UnitKey> filled = new ArrayList<>();
    if (!each.isEmpty()) {
      for (Row row : session.run("reading the logs", String.join(" UNION ALL ", each))) {
        filled.add(key(row.getInteger(0)));
      }
    }
    return filled;
  }

  private UnitKey key(int unit) {
    UnitKey key = keys.get(unit);
    if (key == null) {
      throw new IllegalArgumentException("unit " + unit + " has no key");
    }
    return key;
  }

  private static long log(Map<Integer, Long> logs, int unit) {
    Long log = logs.get(unit);
    if (log == null) {
      throw new IllegalArgumentException("unit " + unit + " has no log");
    }
    return log;
  }

  /** What is loaded whole needs neither its marks nor its keys. */
  private void forget(List<CaptureUnit> marked, Map<Integer, Long> logs) {
    if (marked.isEmpty()) {
      return;
    }
    for (CaptureUnit unit : marked) {
      long log = log(logs, unit.number());
      took(
          Capture.MARKS,
          session
              .run(
                  "taking the marks", "DELETE FROM hma.capture_marks WHERE log = $1", Tuple.of(log))
              .rowCount());
      if (unit.keyed()) {
        String relation = CaptureLog.relation(log);
        took(relation, session.run("taking the log", "DELETE FROM " + relation).rowCount());
      }
    }
  }

  private void took(String relation, long rows) {
    taken.merge(relation, rows, Long::sum);
  }

  private void gather(List<UnitKey> changed, Map<Integer, Long> logs) {
    List<String> statements = new ArrayList<>();
    for (UnitKey key : changed) {
      String relation = CaptureLog.relation(log(logs, key.unit().number()));
      statements.add(
          "CREATE TEMP TABLE %s (%s) ON COMMIT DROP".formatted(key.keys(), key.definitions()));
      statements.add(
          "WITH taken AS (DELETE FROM %1$s AS l RETURNING %2$s) INSERT INTO %3$s (%4$s) SELECT %5$s %6$s FROM taken AS t"
              .formatted(
                  relation,
                  key.of("l"),
                  key.keys(),
                  key.names(),
                  key.distinguishable() ? "DISTINCT" : "",
                  key.of("t")));
      statements.add("ANALYZE " + key.keys());
    }
    if (!statements.isEmpty()) {
      session.run("taking the logs", String.join(";", statements));
    }
  }

  /** What a unit's keys and rows come to. */
  private record Measured(UnitKey key, long keys, long bytes, Fingerprint rows) {}

  private List<Measured> measure(List<UnitKey> changed, Map<Integer, Long> logs) {
    List<Measured> measured = new ArrayList<>();
    if (changed.isEmpty()) {
      return measured;
    }
    String each = String.join(" UNION ALL ", changed.stream().map(LoggedChanges::sums).toList());
    String sums =
        "SELECT %s, keys::bigint, bytes::bigint, unit FROM (%s) AS each ORDER BY unit"
            .formatted(Fingerprints.columns(), each);
    for (Row row : session.run("adding up what changed", sums)) {
      UnitKey key = key(row.getInteger("unit"));
      long keysCounted = row.getLong("keys");
      took(CaptureLog.relation(log(logs, key.unit().number())), keysCounted);
      measured.add(new Measured(key, keysCounted, row.getLong("bytes"), Fingerprints.from(row)));
    }
    return measured;
  }

  private static String sums(UnitKey key) {
    MovedTable table = key.unit().table();
    String size = "octet_length(ROW(%s)::text) AS size, ".formatted(Names.columnsOfRow(table));
    String keySizes =
        "SELECT count(*) AS keys, coalesce(sum(octet_length(ROW(%s)::text)), 0) AS size FROM %s AS k"
            .formatted(key.of("k"), key.keys());
    return "SELECT %d AS unit, rows.counted, rows.first, rows.second, k.keys, k.size + rows.size AS bytes FROM (%s) AS k, (SELECT %s, coalesce(sum(r.size), 0) AS size FROM %s) AS rows"
        .formatted(
            key.unit().number(),
            keySizes,
            Fingerprints.SUMS,
            Fingerprints.bits(size, table, "FROM " + key.rowsIn(key.keys())));
  }

  private UnitChanges give(TableStreams streams, Measured measured, Budget budget) {
    UnitKey key = measured.key();
    Optional<CopyText> keyLines = Optional.empty();
    Optional<CopyText> rowLines = Optional.empty();
    if (budget.spends(measured.bytes())) {
      keyLines = Optional.of(text(keys(streams, key.unit().table())));
      rowLines = Optional.of(text(rows(streams, key.unit().table())));
    }
    return new UnitChanges(
        key.unit().number(), false, measured.keys(), keyLines, rowLines, measured.rows());
  }

  private static CopyText text(RowReader reader) {
    try (reader) {
      Buffer all = Buffer.buffer();
      for (Buffer chunk = reader.next(); chunk != null; chunk = reader.next()) {
        all.appendBuffer(chunk);
      }
      return CopyText.of(all.getBytes());
    }
  }

  /** Streams the keys of a unit, by its table. */
  RowReader keys(TableStreams streams, MovedTable table) {
    UnitKey key = keyOf(table);
    return streams.out(
        "reading " + key.changes(),
        "COPY (SELECT %s FROM %s AS k) TO STDOUT".formatted(key.of("k"), key.keys()));
  }

  /** Streams the rows of a unit that have these keys. */
  RowReader rows(TableStreams streams, MovedTable table) {
    UnitKey key = keyOf(table);
    return streams.out(
        "reading " + key.changes(),
        "COPY (SELECT %s FROM %s) TO STDOUT"
            .formatted(Names.columnsOfRow(table), key.rowsIn(key.keys())));
  }

  private UnitKey keyOf(MovedTable table) {
    return UnitKeys.of(keys, table);
  }

  /** Makes room in the logs from which much was taken, outside of a transaction. */
  void vacuum() {
    List<String> full =
        taken.keySet().stream()
            .filter(relation -> taken.getOrDefault(relation, 0L) >= WORTH_VACUUMING)
            .toList();
    for (String relation : full) {
      // To cut the file off would lock writers out.
      session.run("vacuuming a log", "VACUUM (TRUNCATE false) " + relation);
      taken.remove(relation);
    }
  }

  /** How many bytes may still be answered. */
  private static final class Budget {
    private long left;

    Budget(int bytes) {
      left = bytes;
    }

    boolean spends(long bytes) {
      if (bytes > left) {
        return false;
      }
      left -= bytes;
      return true;
    }
  }
}
