package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.CopyText;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.UnitChanges;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Takes the keys and rows of rounds into the target's tables. */
final class AppliedChanges {
  private final DatabaseSession session;
  private final TableStreams streams;
  private final Map<Integer, UnitKey> keys;
  private final WriteLedger ledger;
  private final Set<UnitKey> made = new HashSet<>();

  AppliedChanges(
      DatabaseSession session,
      TableStreams streams,
      Map<Integer, UnitKey> keys,
      WriteLedger ledger) {
    this.session = session;
    this.streams = streams;
    this.keys = keys;
    this.ledger = ledger;
  }

  /** Takes the keys of a unit, by its table; rows that have them are deleted in the end. */
  RowWriter keys(MovedTable table) {
    UnitKey key = UnitKeys.of(keys, table);
    session.run(
        writing(key),
        made.add(key)
            ? "CREATE TEMP TABLE %s (%s) ON COMMIT DROP".formatted(key.keys(), key.definitions())
            : "TRUNCATE " + key.keys());
    return streams.in(
        writing(key),
        "COPY %s (%s) FROM STDIN".formatted(key.keys(), key.names()),
        rows -> delete(key));
  }

  private void delete(UnitKey key) {
    session.run(writing(key), "ANALYZE " + key.keys());
    int deleted = session.run(writing(key), "DELETE FROM " + key.rowsIn(key.keys())).rowCount();
    ledger.wrote(key.unit().table().name(), 0, deleted);
  }

  /** Takes the rows of a unit that have these keys. */
  RowWriter rows(MovedTable table) {
    return streams.rows(table, "", rows -> ledger.wrote(table.name(), rows, 0));
  }

  /** Takes what came in a message, and proves what is there. */
  void apply(UnitChanges changes) {
    UnitKey key = keys.get(changes.unit());
    if (key == null) {
      throw new IllegalArgumentException("unit " + changes.unit() + " has no key");
    }
    MovedTable table = key.unit().table();
    if (changes.keyLines().isPresent() && changes.rowLines().isPresent()) {
      long taken = write(keys(table), changes.keyLines().get());
      if (taken != changes.keys()) {
        throw SiteProblems.changesNotEqual(
            table.name(), "%d keys arrived of %d".formatted(taken, changes.keys()));
      }
      write(rows(table), changes.rowLines().get());
    }
    prove(key, changes);
  }

  private static long write(RowWriter writer, CopyText text) {
    try (writer) {
      Buffer all = Buffer.buffer(text.bytes());
      for (int from = 0; from < all.length(); from += Chunks.MAX_BYTES) {
        writer.write(all.getBuffer(from, Math.min(from + Chunks.MAX_BYTES, all.length())));
      }
      return writer.finish();
    }
  }

  private void prove(UnitKey key, UnitChanges changes) {
    String sums =
        "SELECT %s FROM (SELECT %s FROM %s) AS each"
            .formatted(
                Fingerprints.columns(),
                Fingerprints.SUMS,
                Fingerprints.bits("", key.unit().table(), "FROM " + key.rowsIn(key.keys())));
    Row row = session.run("proving " + key.changes(), sums).iterator().next();
    Fingerprint found = Fingerprints.from(row);
    if (!found.equals(changes.rows())) {
      throw SiteProblems.changesNotEqual(
          key.unit().table().name(),
          "it has %d rows with %d keys, and %d are here"
              .formatted(changes.rows().rows(), changes.keys(), found.rows()));
    }
  }

  private static String writing(UnitKey key) {
    return "writing " + key.changes();
  }
}
