package hma.sync;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import hma.protocol.Column;
import hma.protocol.Inventory.Constraint;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names what refuses rows on the target only: the source may hold such rows. */
final class ConstraintComparison {
  private final SideSchema source;
  private final SideSchema target;
  private final Map<TableName, Table> tables = new HashMap<>();

  private ConstraintComparison(SideSchema source, SideSchema target) {
    this.source = source;
    this.target = target;
    source.catalog().tables().forEach(table -> tables.put(table.name(), table));
  }

  /** What a constraint demands, whatever its name. */
  private record Demand(TableName table, Constraint.Kind kind, String definition) {
    static Demand of(Constraint constraint) {
      String definition =
          constraint.kind() == Constraint.Kind.NOT_NULL
              ? constraint.name()
              : constraint.definition().replace(" NOT VALID", "");
      return new Demand(constraint.table(), constraint.kind(), definition);
    }
  }

  static List<Finding> findings(SideSchema source, SideSchema target) {
    return new ConstraintComparison(source, target).compare();
  }

  private List<Finding> compare() {
    Set<Demand> known = new HashSet<>();
    source.inventory().constraints().forEach(constraint -> known.add(Demand.of(constraint)));
    List<Finding> findings = new ArrayList<>();
    target.inventory().constraints().stream()
        .filter(constraint -> tables.containsKey(constraint.table()))
        .filter(constraint -> !known.contains(Demand.of(constraint)))
        .filter(this::bindsMovedColumns)
        .collect(groupingBy(Constraint::table, TreeMap::new, toList()))
        .values()
        .forEach(extra -> extra.forEach(constraint -> findings.add(finding(constraint))));
    return findings;
  }

  /** A column that only the target has gets its default there; keys are compared elsewhere. */
  private boolean bindsMovedColumns(Constraint constraint) {
    if (constraint.kind() != Constraint.Kind.NOT_NULL) {
      return true;
    }
    Table table = tables.get(constraint.table());
    return table != null
        && table.columns().stream().map(Column::name).anyMatch(constraint.name()::equals);
  }

  private Finding finding(Constraint constraint) {
    String what =
        switch (constraint.kind()) {
          case NOT_NULL ->
              "column %s of %s is NOT NULL on the %s only"
                  .formatted(constraint.name(), constraint.table(), target.label());
          case CHECK, EXCLUDE ->
              "constraint %s of %s, %s, exists on the %s only"
                  .formatted(
                      constraint.name(),
                      constraint.table(),
                      constraint.definition(),
                      target.label());
          case UNIQUE ->
              "%s of %s, unique (%s), exists on the %s only"
                  .formatted(
                      constraint.name(),
                      constraint.table(),
                      constraint.definition(),
                      target.label());
        };
    return Finding.warning(
        what + ": rows that don't comply will be refused",
        "create it on the %s as well, or drop it on the %s"
            .formatted(source.label(), target.label()));
  }
}
