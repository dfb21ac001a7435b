package hma.sync;

import hma.protocol.Inventory.Relation;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Relations that a switchover leaves alone, for one reason.
 *
 * @param what what they are
 * @param names their names, ordered
 * @param why why they are left alone
 */
public record SkippedRelations(String what, List<TableName> names, String why) {
  /** Copies the list. */
  public SkippedRelations {
    names = List.copyOf(names);
  }

  /** Everything that a switchover between these sides leaves alone. */
  public static List<SkippedRelations> of(SideSchema source, SideSchema target) {
    List<SkippedRelations> skipped = new ArrayList<>();
    for (Relation.Kind kind : Relation.Kind.values()) {
      List<TableName> names = names(source, kind);
      String why = why(kind, target.label());
      if (!names.isEmpty() && !why.isEmpty()) {
        skipped.add(new SkippedRelations(what(kind), names, why));
      }
    }
    List<TableName> alone = alone(source, target);
    if (!alone.isEmpty()) {
      skipped.add(
          new SkippedRelations(
              "tables on the %s only".formatted(target.label()), alone, "they stay as they are"));
    }
    return skipped;
  }

  private static List<TableName> names(SideSchema side, Relation.Kind kind) {
    return side.inventory().relations().stream()
        .filter(relation -> relation.kind() == kind)
        .map(Relation::name)
        .sorted()
        .toList();
  }

  private static List<TableName> alone(SideSchema source, SideSchema target) {
    Set<TableName> known =
        source.catalog().tables().stream().map(Table::name).collect(Collectors.toSet());
    return target.catalog().tables().stream()
        .map(Table::name)
        .filter(name -> !known.contains(name))
        .toList();
  }

  private static String what(Relation.Kind kind) {
    return switch (kind) {
      case VIEW -> "views";
      case MATERIALIZED_VIEW -> "materialized views";
      case FOREIGN_TABLE -> "foreign tables";
      case TABLE_OF_EXTENSION -> "tables of extensions";
      case TABLE_OF_PROVIDER -> "tables of the provider";
      case TEMPORARY_TABLE -> "temporary tables";
      case UNLOGGED_TABLE -> "unlogged tables";
      case UNSELECTED_TABLE -> "tables that PG_TABLES leaves out";
    };
  }

  /** Empty for what is not left alone. */
  private static String why(Relation.Kind kind, String target) {
    return switch (kind) {
      case VIEW -> "they hold no rows";
      case MATERIALIZED_VIEW ->
          "their rows are not carried but computed again on the %s, before it commits"
              .formatted(target);
      case FOREIGN_TABLE -> "their rows are in another database";
      case TABLE_OF_EXTENSION -> "the extension makes them";
      case TABLE_OF_PROVIDER -> "they are the provider's own";
      case TEMPORARY_TABLE -> "they end with their sessions";
      case UNLOGGED_TABLE -> "";
      case UNSELECTED_TABLE -> "they are not listed";
    };
  }
}
