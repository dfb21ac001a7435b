package hma.sync;

import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.ForeignKey;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Side;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    nameMissingSequences();
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
        source.sequences());
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

  private void check(Table table) {
    Table counterpart = targetTables.get(table.name());
    if (counterpart == null) {
      problems.add(
          "table %s is missing on the %s: bring the application's schema there first, as its migrations or pg_dump --schema-only do"
              .formatted(table.name(), targetLabel()));
    } else {
      compare(table, counterpart);
    }
  }

  private static MovedTable moved(Table table) {
    return new MovedTable(
        table.name(),
        table.columns().stream().filter(column -> !column.generated()).map(Column::name).toList(),
        table.columns().stream().filter(column -> !column.virtual()).map(Column::name).toList(),
        table.estimatedRows());
  }

  private void compare(Table table, Table counterpart) {
    if (table.kind() != counterpart.kind()) {
      problems.add(
          "table %s is partitioned on one side only: give it the same definition on both"
              .formatted(table.name()));
      return;
    }
    nameWhatMayNotBeTouched(table, sourceSide);
    nameWhatMayNotBeTouched(counterpart, sourceSide.other());
    if (!table.key().equals(counterpart.key())) {
      problems.add(
          "table %s has the primary key %s on the %s and %s on the %s: make them the same"
              .formatted(
                  table.name(), table.key(), sourceSide.label(), counterpart.key(), targetLabel()));
    }
    compareColumns(table, counterpart);
  }

  private void nameWhatMayNotBeTouched(Table table, Side side) {
    if (!table.owned()) {
      problems.add(
          "table %s on the %s belongs to another role: make HMA's role its owner, or leave it out with PG_TABLES"
              .formatted(table.name(), side.label()));
    }
    if (table.forcedRowSecurity()) {
      problems.add(
          "table %s on the %s has FORCE ROW LEVEL SECURITY, which hides rows from their owner: ALTER TABLE … NO FORCE ROW LEVEL SECURITY, or leave it out with PG_TABLES"
              .formatted(table.name(), side.label()));
    }
  }

  private void compareColumns(Table table, Table counterpart) {
    Map<String, Column> others = new LinkedHashMap<>();
    counterpart.columns().forEach(column -> others.put(column.name(), column));
    for (Column column : table.columns()) {
      Column other = others.remove(column.name());
      if (other == null) {
        problems.add(
            "column %s of %s is missing on the %s"
                .formatted(column.name(), table.name(), targetLabel()));
      } else if (!column.type().equals(other.type())) {
        problems.add(
            "column %s of %s is %s on the %s and %s on the %s: make them the same"
                .formatted(
                    column.name(),
                    table.name(),
                    column.type(),
                    sourceSide.label(),
                    other.type(),
                    targetLabel()));
      } else if (column.generated() != other.generated()) {
        problems.add(
            "column %s of %s is generated on one side only: make them the same"
                .formatted(column.name(), table.name()));
      }
    }
    for (Column extra : others.values()) {
      if (!extra.optional()) {
        problems.add(
            "column %s of %s exists on the %s only and has no default: give it one"
                .formatted(extra.name(), table.name(), targetLabel()));
      }
    }
  }

  private void nameMissingSequences() {
    Set<TableName> present = new HashSet<>(target.sequences());
    for (TableName sequence : source.sequences()) {
      if (!present.contains(sequence)) {
        problems.add("sequence %s is missing on the %s".formatted(sequence, targetLabel()));
      }
    }
  }

  private String targetLabel() {
    return sourceSide.other().label();
  }
}
