package hma.sync;

import static java.util.stream.Collectors.toMap;

import hma.protocol.Catalog;
import hma.protocol.Inventory;
import hma.protocol.Inventory.Relation;
import hma.protocol.Side;
import hma.protocol.TableName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one side's database holds.
 *
 * @param side whose it is
 * @param catalog its tables that move
 * @param inventory what it holds beside them
 */
public record SideSchema(Side side, Catalog catalog, Inventory inventory) {
  private static final Map<Relation.Kind, String> NO_TABLES =
      new EnumMap<>(
          Map.of(
              Relation.Kind.VIEW, "a view",
              Relation.Kind.MATERIALIZED_VIEW, "a materialized view",
              Relation.Kind.FOREIGN_TABLE, "a foreign table"));

  /** What the side calls by a name that should be a table's, as in "a view". */
  Optional<String> insteadOfTable(TableName name) {
    return Optional.ofNullable(noTables().get(name)).map(NO_TABLES::get);
  }

  /** Every view and the like. */
  Map<TableName, Relation.Kind> noTables() {
    return inventory.relations().stream()
        .filter(relation -> NO_TABLES.containsKey(relation.kind()))
        .collect(toMap(Relation::name, Relation::kind, (one, same) -> one));
  }

  /** By extension name. */
  Map<String, Inventory.Extension> extensions() {
    return inventory.extensions().stream()
        .collect(toMap(Inventory.Extension::name, Function.identity()));
  }

  String label() {
    return side.label();
  }
}
