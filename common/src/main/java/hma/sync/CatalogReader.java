package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.ForeignKey;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a database holds of the selected tables from the system catalogs. */
final class CatalogReader {
  /** Relations of the application: not the server's, the provider's, an extension's or HMA's. */
  private static final String APPLICATION =
      """
      n.nspname NOT IN ('information_schema', '_heroku', 'heroku_ext', 'hma')
        AND n.nspname NOT LIKE 'pg\\_%'
        AND NOT EXISTS (
          SELECT 1 FROM pg_depend x
          WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
      """;

  private static final String TABLES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             r.relname::text AS root_name, rn.nspname::text AS root_schema,
             c.relkind = 'p' AS partitioned, pg_has_role(c.relowner, 'USAGE') AS owned,
             c.relrowsecurity AND c.relforcerowsecurity AS forced,
             greatest(c.reltuples, 0)::bigint AS rows, pg_total_relation_size(c.oid) AS bytes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class r ON c.relispartition AND r.oid = pg_partition_root(c.oid)
      LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
      WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND
      """
          + APPLICATION
          + "ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\"";

  private static final String COLUMNS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name,
             CASE WHEN tn.nspname = 'pg_catalog' THEN format_type(a.atttypid, a.atttypmod)
                  ELSE replace(format_type(a.atttypid, a.atttypmod),
                               quote_ident(tn.nspname) || '.', '') END AS type,
             a.attgenerated <> '' AS generated, a.attgenerated = 'v' AS virtual,
             NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' AS optional
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid JOIN pg_namespace tn ON tn.oid = t.typnamespace
      WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND
      """
          + APPLICATION
          + "ORDER BY a.attrelid, a.attnum";

  private static final String KEYS =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE i.indisprimary AND k.position <= i.indnkeyatts AND
      """
          + APPLICATION
          + "ORDER BY i.indrelid, k.position";

  private static final String FOREIGN_KEYS =
      """
      SELECT o.conname::text AS constraint_name, n.nspname::text AS schema, c.relname::text AS name,
             fn.nspname::text AS referenced_schema, f.relname::text AS referenced_name,
             pg_get_constraintdef(o.oid) AS definition
      FROM pg_constraint o
      JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class f ON f.oid = o.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
      WHERE o.contype = 'f' AND o.conparentid = 0
      ORDER BY o.oid
      """;

  /** Each sequence with the tables that own it or draw a default from it. */
  private static final String SEQUENCES =
      """
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             un.nspname::text AS user_schema, u.relname::text AS user_name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN LATERAL (
        SELECT d.refobjid AS relation FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        UNION
        SELECT e.adrelid FROM pg_depend d JOIN pg_attrdef e ON e.oid = d.objid
        WHERE d.classid = 'pg_attrdef'::regclass
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid) AS used ON true
      LEFT JOIN pg_class u ON u.oid = used.relation
      LEFT JOIN pg_namespace un ON un.oid = u.relnamespace
      WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND
      """
          + APPLICATION
          + "ORDER BY n.nspname::text COLLATE \"C\", c.relname::text COLLATE \"C\"";

  private final DatabaseSession session;
  private final TableSelection selection;

  CatalogReader(DatabaseSession session, TableSelection selection) {
    this.session = session;
    this.selection = selection;
  }

  Catalog read() {
    List<Table> tables = tables();
    Set<TableName> selected = new HashSet<>();
    tables.forEach(table -> selected.add(table.name()));
    return new Catalog(
        new StateRow(session).read().serverVersion(),
        tables,
        foreignKeys(selected),
        sequences(selected),
        unmatched(selected));
  }

  private List<Table> tables() {
    Map<TableName, List<Column>> columns = columns();
    Map<TableName, List<String>> keys = keys();
    List<Table> tables = new ArrayList<>();
    for (Row row : session.run("reading the tables", TABLES)) {
      TableName name = Names.from(row, "schema", "name");
      if (!selection.includes(name) && !selectedByRoot(row)) {
        continue;
      }
      tables.add(
          new Table(
              name,
              row.getBoolean("partitioned") ? Table.Kind.PARTITIONED : Table.Kind.PLAIN,
              columns.getOrDefault(name, List.of()),
              keys.getOrDefault(name, List.of()),
              row.getBoolean("owned"),
              row.getBoolean("forced"),
              row.getLong("rows"),
              row.getLong("bytes")));
    }
    return tables;
  }

  /** Whoever names a partitioned table means its partitions too. */
  private boolean selectedByRoot(Row row) {
    return row.getString("root_name") != null
        && selection.includes(Names.from(row, "root_schema", "root_name"));
  }

  private Map<TableName, List<Column>> columns() {
    Map<TableName, List<Column>> columns = new HashMap<>();
    for (Row row : session.run("reading the columns", COLUMNS)) {
      columns
          .computeIfAbsent(Names.from(row, "schema", "name"), name -> new ArrayList<>())
          .add(
              new Column(
                  row.getString("column_name"),
                  row.getString("type"),
                  row.getBoolean("generated"),
                  row.getBoolean("virtual"),
                  row.getBoolean("optional")));
    }
    return columns;
  }

  private Map<TableName, List<String>> keys() {
    Map<TableName, List<String>> keys = new HashMap<>();
    for (Row row : session.run("reading the keys", KEYS)) {
      keys.computeIfAbsent(Names.from(row, "schema", "name"), name -> new ArrayList<>())
          .add(row.getString("column_name"));
    }
    return keys;
  }

  private List<ForeignKey> foreignKeys(Set<TableName> selected) {
    List<ForeignKey> foreignKeys = new ArrayList<>();
    for (Row row : session.run("reading the foreign keys", FOREIGN_KEYS)) {
      ForeignKey foreignKey =
          new ForeignKey(
              row.getString("constraint_name"),
              Names.from(row, "schema", "name"),
              Names.from(row, "referenced_schema", "referenced_name"),
              row.getString("definition"));
      if (selected.contains(foreignKey.table()) || selected.contains(foreignKey.references())) {
        foreignKeys.add(foreignKey);
      }
    }
    return foreignKeys;
  }

  private List<TableName> sequences(Set<TableName> selected) {
    Set<TableName> sequences = new java.util.LinkedHashSet<>();
    for (Row row : session.run("reading the sequences", SEQUENCES)) {
      boolean used =
          row.getString("user_name") != null
              && selected.contains(Names.from(row, "user_schema", "user_name"));
      if (selection.isAll() || used) {
        sequences.add(Names.from(row, "schema", "name"));
      }
    }
    return List.copyOf(sequences);
  }

  private List<String> unmatched(Set<TableName> selected) {
    return selection.patterns().stream()
        .filter(
            pattern -> selected.stream().noneMatch(table -> TableSelection.matches(pattern, table)))
        .toList();
  }
}
