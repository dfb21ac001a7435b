package hma.sync;

import hma.postgres.DatabaseSession;
import hma.postgres.Identifiers;
import hma.protocol.CaptureUnit;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads of what the keys of units are made on one side. */
final class UnitKeys {
  /** The columns of every index that tells any two rows of a relation apart, primary keys first. */
  private static final String COLUMNS =
      """
      WITH RECURSIVE base AS (
        SELECT oid, oid AS type, typbasetype, typtypmod FROM pg_type
        UNION ALL
        SELECT b.oid, t.oid, t.typbasetype, t.typtypmod
        FROM base b JOIN pg_type t ON b.typbasetype <> 0 AND t.oid = b.typbasetype)
      SELECT n.nspname::text AS schema, c.relname::text AS name, i.indexrelid::bigint AS index,
             a.attname::text AS column_name,
             format_type(b.type, CASE WHEN b.type = a.atttypid THEN a.atttypmod ELSE -1 END) AS type,
             ln.nspname::text AS collation_schema, l.collname::text AS collation,
             coalesce(pn.nspname::text, 'pg_catalog') AS operator_schema,
             coalesce(p.oprname::text, '=') AS operator, coalesce(o.opcdefault, false) AS usual
      FROM unnest($1::text[], $2::text[]) AS w(schema_name, relation_name)
      JOIN pg_namespace n ON n.nspname = w.schema_name
      JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation_name
      JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique AND i.indisvalid
        AND i.indpred IS NULL AND i.indexprs IS NULL
      CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[])
        WITH ORDINALITY AS k(attnum, class, locale, position)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      JOIN base b ON b.oid = a.atttypid AND b.typbasetype = 0
      LEFT JOIN pg_collation l ON l.oid = k.locale
      LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
      LEFT JOIN pg_opclass o ON o.oid = k.class
        AND o.opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')
      LEFT JOIN pg_amop e ON e.amopfamily = o.opcfamily AND e.amopstrategy = 3
        AND e.amoplefttype = o.opcintype AND e.amoprighttype = o.opcintype
      LEFT JOIN pg_operator p ON p.oid = e.amopopr
      LEFT JOIN pg_namespace pn ON pn.oid = p.oprnamespace
      WHERE k.position <= i.indnkeyatts
      ORDER BY i.indisprimary DESC, i.indexrelid, k.position
      """;

  private UnitKeys() {}

  /**
   * Those of the units that have a key, by number.
   *
   * @throws hma.protocol.ProblemException {@code capture-impossible} when an index is missing
   */
  static Map<Integer, UnitKey> read(DatabaseSession session, List<CaptureUnit> units) {
    List<CaptureUnit> keyed = units.stream().filter(CaptureUnit::keyed).toList();
    List<TableName> tables = keyed.stream().map(unit -> unit.table().name()).toList();
    Map<TableName, Map<Long, List<KeyColumn>>> indexes = new HashMap<>();
    for (Row row : session.run("reading the keys", COLUMNS, Names.arrays(tables))) {
      indexes
          .computeIfAbsent(Names.from(row, "schema", "name"), table -> new LinkedHashMap<>())
          .computeIfAbsent(row.getLong("index"), index -> new ArrayList<>())
          .add(column(row));
    }
    Map<Integer, UnitKey> keys = new LinkedHashMap<>();
    for (CaptureUnit unit : keyed) {
      keys.put(unit.number(), key(unit, indexes.getOrDefault(unit.table().name(), Map.of())));
    }
    return keys;
  }

  /** The one of a unit's table. */
  static UnitKey of(Map<Integer, UnitKey> keys, MovedTable table) {
    return keys.values().stream()
        .filter(key -> key.unit().table().name().equals(table.name()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(table.name() + " is not the table of a unit with a key"));
  }

  private static UnitKey key(CaptureUnit unit, Map<Long, List<KeyColumn>> indexes) {
    return indexes.values().stream()
        .filter(
            columns -> columns.stream().map(KeyColumn::name).toList().equals(unit.table().key()))
        .findFirst()
        .map(columns -> new UnitKey(unit, columns))
        .orElseThrow(() ->
            SiteProblems.captureImpossible(
                "no valid index of %s is unique in (%s)"
                    .formatted(unit.table().name(), String.join(", ", unit.table().key()))));
  }

  private static KeyColumn column(Row row) {
    String collation = row.getString("collation");
    return new KeyColumn(
        row.getString("column_name"),
        row.getString("type"),
        collation == null
            ? ""
            : Identifiers.qualified(row.getString("collation_schema"), collation),
        "OPERATOR(%s.%s)"
            .formatted(
                Identifiers.quote(row.getString("operator_schema")), row.getString("operator")),
        row.getBoolean("usual"));
  }
}
