package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.Extent;
import hma.protocol.Hashing;
import hma.protocol.MovedTable;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how far tables reach, without scanning any: from statistics, file sizes and indexes. */
final class Extents {
  private static final int BATCH = 100;

  /** About as many rows as a page has where nobody has counted. */
  private static final int ROWS_OF_A_PAGE = 50;

  private Extents() {}

  static List<Extent> read(DatabaseSession session, List<MovedTable> tables) {
    List<Extent> extents = new ArrayList<>(tables.size());
    for (int from = 0; from < tables.size(); from += BATCH) {
      List<MovedTable> batch = tables.subList(from, Math.min(from + BATCH, tables.size()));
      for (Row row : session.run("looking at the tables", sql(batch))) {
        extents.add(
            new Extent(
                row.getBoolean("filled"),
                row.getLong("estimate"),
                Optional.ofNullable(row.getLong("lowest")),
                Optional.ofNullable(row.getLong("highest"))));
      }
    }
    return extents;
  }

  private static String sql(List<MovedTable> tables) {
    List<String> each = new ArrayList<>(tables.size());
    for (MovedTable table : tables) {
      each.add(sql(table, each.size()));
    }
    return String.join(" UNION ALL ", each) + " ORDER BY position";
  }

  private static String sql(MovedTable table, int position) {
    String name = Names.quoted(table.name());
    return """
    SELECT %d AS position, EXISTS (SELECT FROM ONLY %s) AS filled, %s AS lowest, %s AS highest,
      (SELECT ceil(pg_relation_size(c.oid) / current_setting('block_size')::float8
         * CASE WHEN c.reltuples > 0 AND c.relpages > 0 THEN c.reltuples / c.relpages ELSE %d END)::bigint
       FROM pg_class c WHERE c.oid = %s::regclass) AS estimate\
    """
        .formatted(
            position,
            name,
            end("min", table),
            end("max", table),
            ROWS_OF_A_PAGE,
            Identifiers.literal(name));
  }

  private static String end(String which, MovedTable table) {
    return isIntegerKey(table)
        ? "(SELECT %s(%s) FROM ONLY %s)::bigint"
            .formatted(which, Identifiers.quote(table.key().getFirst()), Names.quoted(table.name()))
        : "NULL::bigint";
  }

  private static boolean isIntegerKey(MovedTable table) {
    return table.key().size() == 1 && table.keyColumns().getFirst().hashing() == Hashing.INTEGER;
  }
}
