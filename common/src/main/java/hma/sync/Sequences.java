package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.SequenceValue;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads where sequences stand, and sets them in a transaction.
 *
 * <p>{@code setval} alone is not transactional: it writes into the sequence's file, which a
 * rollback leaves as it is. {@code ALTER SEQUENCE … RESTART} gives the sequence a new file inside
 * the transaction; {@code setval} then writes into that one, so {@code last_value} and {@code
 * is_called} become exactly the source's, exhausted and cycling sequences included, and a rollback
 * undoes both.
 */
final class Sequences {
  private static final int BATCH = 200;

  private Sequences() {}

  static List<SequenceValue> read(DatabaseSession session, List<TableName> names) {
    List<SequenceValue> values = new ArrayList<>(names.size());
    for (int from = 0; from < names.size(); from += BATCH) {
      List<TableName> batch = names.subList(from, Math.min(from + BATCH, names.size()));
      StringBuilder sql = new StringBuilder();
      for (int i = 0; i < batch.size(); i++) {
        sql.append(i == 0 ? "" : " UNION ALL ")
            .append("SELECT %d AS position, last_value, is_called FROM ".formatted(i))
            .append(Names.quoted(batch.get(i)));
      }
      for (Row row : session.run("reading sequences", sql + " ORDER BY position")) {
        values.add(
            new SequenceValue(batch.get(row.getInteger(0)), row.getLong(1), row.getBoolean(2)));
      }
    }
    return List.copyOf(values);
  }

  static void set(DatabaseSession session, List<SequenceValue> values) {
    for (SequenceValue value : values) {
      String name = Names.quoted(value.name());
      session.run(
          "setting sequence " + value.name(),
          "ALTER SEQUENCE %s RESTART WITH %d; SELECT setval(%s::regclass, %d, %b)"
              .formatted(
                  name,
                  value.lastValue(),
                  Identifiers.literal(name),
                  value.lastValue(),
                  value.called()));
    }
  }
}
