package hma.sync;

import hma.protocol.CaptureUnit;
import hma.protocol.Catalog;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what is logged together. Pure: it touches no database. */
public final class CaptureUnits {
  private final Map<TableName, Table> source;
  private final Map<TableName, Table> target;
  private final MovePlan plan;
  private final Map<TableName, MovedTable> moved;
  private final Set<TableName> parents;
  private final List<CaptureUnit> units = new ArrayList<>();
  private final Set<TableName> waiting = new HashSet<>();

  private CaptureUnits(Catalog source, Catalog target, MovePlan plan) {
    this.source = byName(source);
    this.target = byName(target);
    this.plan = plan;
    this.moved =
        plan.tables().stream().collect(Collectors.toMap(MovedTable::name, Function.identity()));
    this.parents =
        source.tables().stream()
            .flatMap(table -> table.parents().stream())
            .collect(Collectors.toSet());
  }

  private static Map<TableName, Table> byName(Catalog catalog) {
    return catalog.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
  }

  /**
   * What a plan moves while the application writes, and what it cannot: under forced row security
   * nobody can read without a lock that writers would feel.
   *
   * @param plan the whole plan, what waits for the fence last: with it the target is opened
   * @param live the plan without that: with it the source is opened and copied while it is written
   * @param units what is logged together, each of the live tables in one
   * @param underFence the tables that are copied whole once the source is fenced
   */
  public record Choice(
      MovePlan plan, MovePlan live, List<CaptureUnit> units, List<TableName> underFence) {
    /** Copies the lists. */
    public Choice {
      units = List.copyOf(units);
      underFence = List.copyOf(underFence);
    }
  }

  /**
   * Decides for a plan.
   *
   * @param source the catalog from which the plan was made
   * @param target the other side's
   */
  public static Choice of(Catalog source, Catalog target, MovePlan plan) {
    return new CaptureUnits(source, target, plan).choose();
  }

  private Choice choose() {
    Map<TableName, List<Table>> trees = new LinkedHashMap<>();
    for (TableName name : plan.relations()) {
      Table table = source.get(name);
      if (table != null && isPartitioned(root(table))) {
        trees.computeIfAbsent(root(table).name(), root -> new ArrayList<>()).add(table);
      } else if (table != null) {
        add(moved(name), List.of(table), isRelated(table));
      }
    }
    trees.forEach(
        (root, relations) -> addTree(Objects.requireNonNull(source.get(root)), relations));
    List<MovedTable> live = tables(table -> !waiting.contains(table.name()));
    List<MovedTable> later = tables(table -> waiting.contains(table.name()));
    return new Choice(
        plan(plan.relations(), Stream.concat(live.stream(), later.stream()).toList()),
        plan(plan.relations().stream().filter(name -> !waiting.contains(name)).toList(), live),
        units,
        later.stream().map(MovedTable::name).toList());
  }

  private List<MovedTable> tables(Predicate<MovedTable> which) {
    return plan.tables().stream().filter(which).toList();
  }

  private MovePlan plan(List<TableName> relations, List<MovedTable> tables) {
    return new MovePlan(
        relations, tables, plan.sequences(), plan.materializedViews(), plan.forced());
  }

  /** The top of the partition tree; what inherits in the classic way is its own. */
  private Table root(Table table) {
    return table.parents().stream()
        .map(source::get)
        .filter(parent -> parent != null && isPartitioned(parent))
        .findFirst()
        .map(this::root)
        .orElse(table);
  }

  private static boolean isPartitioned(Table table) {
    return table.kind() == Table.Kind.PARTITIONED;
  }

  /** Whether a statement on another table can reach its rows. */
  private boolean isRelated(Table table) {
    return !table.parents().isEmpty() || parents.contains(table.name());
  }

  private void addTree(Table root, List<Table> relations) {
    List<Table> leaves = relations.stream().filter(table -> !isPartitioned(table)).toList();
    MovedTable whole = MovedTables.of(root, target.getOrDefault(root.name(), root));
    if (relations.stream().anyMatch(Table::forcedRowSecurity)) {
      relations.forEach(relation -> waiting.add(relation.name()));
    } else if (leaves.stream().noneMatch(leaf -> hasKey(leaf.name()))
        || (!whole.key().isEmpty() && haveColumnsOf(whole, leaves))) {
      add(whole, relations, false);
    } else {
      leaves.forEach(leaf -> add(moved(leaf.name()), List.of(leaf), true));
    }
  }

  private boolean hasKey(TableName leaf) {
    return !moved(leaf).key().isEmpty();
  }

  /** Whether what travels of the root is what travels of each leaf. */
  private boolean haveColumnsOf(MovedTable root, List<Table> leaves) {
    return leaves.stream()
        .map(leaf -> moved(leaf.name()))
        .allMatch(leaf ->
            Set.copyOf(leaf.copied()).equals(Set.copyOf(root.copied()))
                && Set.copyOf(leaf.compared()).equals(Set.copyOf(root.compared())));
  }

  /** Every relation of a plan that holds rows is one of its tables. */
  private MovedTable moved(TableName table) {
    return Objects.requireNonNull(moved.get(table));
  }

  private void add(MovedTable table, List<Table> relations, boolean perRow) {
    List<TableName> names = relations.stream().map(Table::name).toList();
    if (relations.stream().anyMatch(Table::forcedRowSecurity)) {
      waiting.addAll(names);
      return;
    }
    units.add(
        new CaptureUnit(
            units.size(),
            table,
            names,
            names.stream().filter(moved::containsKey).toList(),
            perRow));
  }
}
