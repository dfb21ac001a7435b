package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.CaptureUnit;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which file holds each table. Another one tells that it was emptied or rewritten: {@code ALTER
 * TABLE … TYPE … USING} can change every value and fires no trigger.
 */
record TableFiles(Map<TableName, Long> files) {
  private static final String FILES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, c.relfilenode::bigint AS file
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      """;

  static TableFiles read(DatabaseSession session, Collection<CaptureUnit> units) {
    List<TableName> leaves = units.stream().flatMap(unit -> unit.leaves().stream()).toList();
    Map<TableName, Long> files = new HashMap<>();
    for (Row row : session.run("looking at the tables' files", FILES, Names.arrays(leaves))) {
      files.put(Names.from(row, "schema", "name"), row.getLong("file"));
    }
    return new TableFiles(files);
  }

  /** The units of which a table has another file now. */
  Set<CaptureUnit> rewritten(TableFiles now, Collection<CaptureUnit> units) {
    return units.stream()
        .filter(unit ->
            unit.leaves().stream()
                .anyMatch(leaf -> !Objects.equals(files.get(leaf), now.files.get(leaf))))
        .collect(Collectors.toSet());
  }
}
