package hma.sync;

import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.ForeignKey;
import hma.protocol.MaterializedView;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the catalogs of both sides and decides what moves. Pure: it touches no database. */
public final class MovePlanner {
  private final Side sourceSide;
  private final Catalog source;
  private final Catalog target;
  private final Map<TableName, Table> targetTables;
  private final List<String> problems = new ArrayList<>();

  private MovePlanner(Side sourceSide, Catalog source, Catalog target) {
    this.sourceSide = sourceSide;
    this.source = source;
    this.target = target;
    this.targetTables =
        target.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
  }

  /**
   * Decides what moves from one side to the other.
   *
   * @return the plan
   * @throws UnfitSchemas naming everything that stands against the move
   */
  public static MovePlan plan(Side sourceSide, Catalog source, Catalog target) {
    return new MovePlanner(sourceSide, source, target).plan();
  }

  private MovePlan plan() {
    nameUnmatchedPatterns();
    nameUnlistedNeighbours(sourceSide, source, names(source));
    nameUnlistedNeighbours(sourceSide.other(), target, names(source));
    source.tables().forEach(this::check);
    nameUnlistedParts();
    nameMissingSequences();
    nameMissingViews();
    if (!problems.isEmpty()) {
      throw new UnfitSchemas(problems);
    }
    return new MovePlan(
        source.tables().stream().map(Table::name).toList(),
        source.tables().stream()
            .filter(table -> table.kind() == Table.Kind.PLAIN)
            .map(MovePlanner::moved)
            .sorted(Comparator.comparingLong(MovedTable::estimatedRows).reversed())
            .toList(),
        source.sequences(),
        source.materializedViews());
  }

  private static Set<TableName> names(Catalog catalog) {
    return catalog.tables().stream().map(Table::name).collect(Collectors.toSet());
  }

  private void nameUnmatchedPatterns() {
    for (String pattern : source.unmatched()) {
      problems.add(
          "PG_TABLES names '%s', but the %s has no such table: correct the name (a name without a schema means public)"
              .formatted(pattern, sourceSide.label()));
    }
  }

  /** A foreign key between a moved and another table would cascade into rows that nobody moves. */
  private void nameUnlistedNeighbours(Side side, Catalog catalog, Set<TableName> moved) {
    Set<String> named = new TreeSet<>();
    for (ForeignKey key : catalog.foreignKeys()) {
      if (moved.contains(key.table()) == moved.contains(key.references())) {
        continue;
      }
      TableName missing = moved.contains(key.table()) ? key.references() : key.table();
      named.add(
          "foreign key %s of %s references %s on the %s, but %s does not move: add it to PG_TABLES, or create it on both sides"
              .formatted(key.name(), key.table(), key.references(), side.label(), missing));
    }
    problems.addAll(named);
  }

  /** Writes through a parent are refused by its own fence, and reach the rows of its parts. */
  private void nameUnlistedParts() {
    Set<TableName> moved = names(source);
    for (Table table : source.tables()) {
      table.parents().stream()
          .filter(parent -> !moved.contains(parent))
          .forEach(parent ->
              problems.add(
                  "table %s is a part of %s, which does not move: add %s to PG_TABLES"
                      .formatted(table.name(), parent, parent)));
    }
    for (Table table : target.tables()) {
      if (!moved.contains(table.name())) {
        table.parents().stream()
            .filter(moved::contains)
            .forEach(parent ->
                problems.add(
                    "table %s, a part of %s, exists on the %s only: detach or drop it there, or create it on both sides"
                        .formatted(table.name(), parent, targetLabel())));
      }
    }
  }

  private void check(Table table) {
    Table counterpart = targetTables.get(table.name());
    if (counterpart == null) {
      problems.add(
          "table %s is missing on the %s: bring the application's schema there first, as its migrations or pg_dump --schema-only do"
              .formatted(table.name(), targetLabel()));
    } else {
      problems.addAll(TableComparison.problems(sourceSide, table, counterpart));
    }
  }

  private static MovedTable moved(Table table) {
    return new MovedTable(
        table.name(),
        table.columns().stream().filter(column -> !column.generated()).map(Column::name).toList(),
        table.columns().stream().filter(column -> !column.virtual()).map(Column::name).toList(),
        table.estimatedRows());
  }

  private void nameMissingSequences() {
    Set<TableName> present = new HashSet<>(target.sequences());
    for (TableName sequence : source.sequences()) {
      if (!present.contains(sequence)) {
        problems.add(
            "sequence %s is missing on the %s: create it there".formatted(sequence, targetLabel()));
      }
    }
  }

  private void nameMissingViews() {
    Set<TableName> present =
        target.materializedViews().stream().map(MaterializedView::name).collect(Collectors.toSet());
    for (MaterializedView view : source.materializedViews()) {
      if (!present.contains(view.name())) {
        problems.add(
            "materialized view %s is missing on the %s: create it there"
                .formatted(view.name(), targetLabel()));
      }
    }
  }

  private String targetLabel() {
    return sourceSide.other().label();
  }
}
