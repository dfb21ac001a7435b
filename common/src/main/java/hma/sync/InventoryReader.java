package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Catalog;
import hma.protocol.Inventory;
import hma.protocol.Inventory.Constraint;
import hma.protocol.Inventory.DataType;
import hma.protocol.Inventory.Extension;
import hma.protocol.Inventory.Relation;
import hma.protocol.Inventory.Trait;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the system catalogs what a database holds beside the shape of its tables. */
final class InventoryReader {
  private final DatabaseSession session;
  private final Set<TableName> selected;
  private final Set<TableName> sequences;

  InventoryReader(DatabaseSession session, TableSelection selection) {
    this.session = session;
    Catalog catalog = new CatalogReader(session, selection).read();
    this.selected = catalog.tables().stream().map(Table::name).collect(Collectors.toSet());
    this.sequences = Set.copyOf(catalog.sequences());
  }

  Inventory read() {
    Row general = session.run("reading the encoding", InventoryQueries.GENERAL).iterator().next();
    return new Inventory(
        general.getString("encoding"),
        extensions(),
        types(),
        constraints(),
        relations(),
        general.getLong("large_objects"),
        traits());
  }

  private List<Extension> extensions() {
    List<Extension> extensions = new ArrayList<>();
    for (Row row : session.run("reading the extensions", InventoryQueries.EXTENSIONS)) {
      extensions.add(
          new Extension(row.getString("name"), row.getString("schema"), row.getString("version")));
    }
    return extensions;
  }

  private List<DataType> types() {
    List<DataType> types = new ArrayList<>();
    for (Row row : session.run("reading the types", InventoryQueries.TYPES)) {
      List<String> users = users(row);
      if (!users.isEmpty()) {
        types.add(
            new DataType(
                Names.from(row, "schema", "name"),
                kind(row.getString("kind")),
                row.getString("base"),
                List.of(row.getArrayOfStrings("parts")),
                row.getString("extension"),
                users));
      }
    }
    return types;
  }

  private List<String> users(Row row) {
    String[] schemas = row.getArrayOfStrings("user_schemas");
    String[] names = row.getArrayOfStrings("user_names");
    String[] columns = row.getArrayOfStrings("user_columns");
    List<String> users = new ArrayList<>();
    for (int i = 0; i < schemas.length; i++) {
      TableName table = new TableName(schemas[i], names[i]);
      if (selected.contains(table)) {
        users.add(table + "." + columns[i]);
      }
    }
    return users;
  }

  private static DataType.Kind kind(String typtype) {
    return switch (typtype) {
      case "e" -> DataType.Kind.ENUM;
      case "d" -> DataType.Kind.DOMAIN;
      case "c" -> DataType.Kind.COMPOSITE;
      case "r" -> DataType.Kind.RANGE;
      case "m" -> DataType.Kind.MULTIRANGE;
      default -> DataType.Kind.BASE;
    };
  }

  private List<Constraint> constraints() {
    List<Constraint> constraints = new ArrayList<>();
    for (Row row : session.run("reading the constraints", InventoryQueries.CONSTRAINTS)) {
      TableName table = Names.from(row, "schema", "name");
      if (selected.contains(table)) {
        constraints.add(
            new Constraint(
                table,
                Constraint.Kind.valueOf(row.getString("kind")),
                row.getString("constraint_name"),
                row.getString("definition")));
      }
    }
    return constraints;
  }

  private List<Trait> traits() {
    return new TraitReader(session)
        .read().stream()
            .filter(trait ->
                selected.contains(trait.relation()) || sequences.contains(trait.relation()))
            .toList();
  }

  private List<Relation> relations() {
    List<Relation> relations = new ArrayList<>();
    for (Row row : session.run("reading what is no table", InventoryQueries.RELATIONS)) {
      relations.add(
          new Relation(
              Names.from(row, "schema", "name"),
              Relation.Kind.valueOf(row.getString("kind")),
              row.getString("extension")));
    }
    for (Row row : session.run("reading the tables", CatalogQueries.TABLES)) {
      TableName table = Names.from(row, "schema", "name");
      if (!selected.contains(table)) {
        relations.add(new Relation(table, Relation.Kind.UNSELECTED_TABLE, ""));
      }
    }
    return relations;
  }
}
