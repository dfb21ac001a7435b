package hma.sync;

import static java.util.stream.Collectors.joining;

import hma.postgres.Identifiers;
import hma.protocol.ComparedColumn;
import hma.protocol.MovedTable;
import java.util.List;

/**
 * Row hashes in the order of their keys, so that two sides can be merged without holding a table in
 * memory. The server sorts, on its disk where the rows are many.
 */
final class RowHashes {
  private RowHashes() {}

  /** A query for {@link hma.protocol.Cargo#KEYED_HASHES}. */
  static String of(MovedTable table) {
    String hash =
        "hashtextextended(line, 0)::text || ' ' || hashtextextended(line, 7046029254386353131)::text";
    String from =
        "FROM (SELECT %s ROW(%s)::text AS line FROM ONLY %s OFFSET 0) AS lines"
            .formatted(
                table.key().isEmpty() ? "" : "ROW(" + list(table.key()) + ")::text AS key,",
                list(table.compared().stream().map(ComparedColumn::name).toList()),
                Names.quoted(table.name()));
    // The C collation compares bytes: in every encoding the order of characters in UTF-8, too.
    return table.key().isEmpty()
        ? "SELECT %s %s ORDER BY (%s) COLLATE \"C\"".formatted(hash, from, hash)
        : "SELECT key, %s %s ORDER BY key COLLATE \"C\"".formatted(hash, from);
  }

  private static String list(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(joining(", "));
  }
}
