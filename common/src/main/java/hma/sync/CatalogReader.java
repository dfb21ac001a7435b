package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.ForeignKey;
import hma.protocol.MaterializedView;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a database holds of the selected tables from the system catalogs. */
final class CatalogReader {
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
        StateRow.serverVersion(session),
        tables,
        foreignKeys(selected),
        sequences(selected),
        unmatched(selected),
        materializedViews(selected));
  }

  private List<Table> tables() {
    Map<TableName, List<Column>> columns = columns();
    Map<TableName, Keys> keys = keys();
    Map<TableName, List<TableName>> parents = parents();
    List<Table> tables = new ArrayList<>();
    for (Row row : session.run("reading the tables", CatalogQueries.TABLES)) {
      TableName name = Names.from(row, "schema", "name");
      if (!includes(name, parents)) {
        continue;
      }
      tables.add(
          new Table(
              name,
              row.getBoolean("partitioned") ? Table.Kind.PARTITIONED : Table.Kind.PLAIN,
              parents.getOrDefault(name, List.of()),
              columns.getOrDefault(name, List.of()),
              keys.getOrDefault(name, Keys.NONE).primary(),
              keys.getOrDefault(name, Keys.NONE).others(),
              row.getBoolean("owned"),
              row.getBoolean("forced"),
              row.getLong("rows"),
              row.getLong("bytes")));
    }
    return tables;
  }

  /** Whoever names a table means its partitions and the tables that inherit from it, too. */
  private boolean includes(TableName name, Map<TableName, List<TableName>> parents) {
    return selection.includes(name)
        || parents.getOrDefault(name, List.of()).stream()
            .anyMatch(parent -> includes(parent, parents));
  }

  private Map<TableName, List<TableName>> parents() {
    Map<TableName, List<TableName>> parents = new HashMap<>();
    for (Row row : session.run("reading partitions and inheritance", CatalogQueries.PARENTS)) {
      parents
          .computeIfAbsent(Names.from(row, "schema", "name"), name -> new ArrayList<>())
          .add(Names.from(row, "parent_schema", "parent_name"));
    }
    return parents;
  }

  private Map<TableName, List<Column>> columns() {
    Map<TableName, List<Column>> columns = new HashMap<>();
    for (Row row : session.run("reading the columns", CatalogQueries.COLUMNS)) {
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

  private Map<TableName, Keys> keys() {
    Map<TableName, Keys> keys = new HashMap<>();
    long last = 0;
    for (Row row : session.run("reading the keys", CatalogQueries.KEYS)) {
      Keys known = keys.computeIfAbsent(Names.from(row, "schema", "name"), name -> Keys.empty());
      boolean primary = row.getBoolean("is_primary");
      if (!primary && row.getLong("index") != last) {
        known.others().add(new ArrayList<>());
      }
      last = row.getLong("index");
      (primary ? known.primary() : known.others().getLast()).add(row.getString("column_name"));
    }
    return keys;
  }

  /** The keys of one table. */
  private record Keys(List<String> primary, List<List<String>> others) {
    static final Keys NONE = new Keys(List.of(), List.of());

    static Keys empty() {
      return new Keys(new ArrayList<>(), new ArrayList<>());
    }
  }

  private List<ForeignKey> foreignKeys(Set<TableName> selected) {
    List<ForeignKey> foreignKeys = new ArrayList<>();
    for (Row row : session.run("reading the foreign keys", CatalogQueries.FOREIGN_KEYS)) {
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
    Set<TableName> sequences = new LinkedHashSet<>();
    for (Row row : session.run("reading the sequences", CatalogQueries.SEQUENCES)) {
      boolean used =
          row.getString("user_name") != null
              && selected.contains(Names.from(row, "user_schema", "user_name"));
      if (selection.isAll() || used) {
        sequences.add(Names.from(row, "schema", "name"));
      }
    }
    return List.copyOf(sequences);
  }

  private List<MaterializedView> materializedViews(Set<TableName> selected) {
    Set<MaterializedView> views = new LinkedHashSet<>();
    for (Row row :
        session.run("reading the materialized views", CatalogQueries.MATERIALIZED_VIEWS)) {
      boolean uses =
          row.getString("used_name") != null
              && selected.contains(Names.from(row, "used_schema", "used_name"));
      if (selection.isAll() || uses) {
        views.add(
            new MaterializedView(Names.from(row, "schema", "name"), row.getBoolean("populated")));
      }
    }
    return List.copyOf(views);
  }

  private List<String> unmatched(Set<TableName> selected) {
    return selection.patterns().stream()
        .filter(
            pattern -> selected.stream().noneMatch(table -> TableSelection.matches(pattern, table)))
        .toList();
  }
}
