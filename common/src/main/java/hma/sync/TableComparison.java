package hma.sync;

import hma.protocol.Column;
import hma.protocol.Side;
import hma.protocol.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares one table of the source with its counterpart on the target. */
final class TableComparison {
  private final Side sourceSide;
  private final Table table;
  private final Table counterpart;
  private final List<String> problems = new ArrayList<>();

  private TableComparison(Side sourceSide, Table table, Table counterpart) {
    this.sourceSide = sourceSide;
    this.table = table;
    this.counterpart = counterpart;
  }

  /** What stands against moving its rows, a sentence each. */
  static List<String> problems(Side sourceSide, Table table, Table counterpart) {
    TableComparison comparison = new TableComparison(sourceSide, table, counterpart);
    comparison.compare();
    return comparison.problems;
  }

  private void compare() {
    if (table.kind() != counterpart.kind()) {
      problems.add(
          "table %s is partitioned on one side only: give it the same definition on both"
              .formatted(table.name()));
      return;
    }
    nameWhatMayNotBeTouched(table, sourceSide);
    nameWhatMayNotBeTouched(counterpart, sourceSide.other());
    nameDifference("is a part of", table.parents(), counterpart.parents());
    nameDifference("has the primary key", table.key(), counterpart.key());
    compareColumns();
  }

  private void nameWhatMayNotBeTouched(Table touched, Side side) {
    if (!touched.owned()) {
      problems.add(
          "table %s on the %s belongs to another role: make HMA's role its owner, or leave it out with PG_TABLES"
              .formatted(touched.name(), side.label()));
    }
  }

  private void nameDifference(String what, List<?> here, List<?> there) {
    if (!here.equals(there)) {
      problems.add(
          "table %s %s %s on the %s and %s on the %s: make them the same"
              .formatted(table.name(), what, here, sourceSide.label(), there, targetLabel()));
    }
  }

  private void compareColumns() {
    Map<String, Column> others = new LinkedHashMap<>();
    counterpart.columns().forEach(column -> others.put(column.name(), column));
    for (Column column : table.columns()) {
      Column other = others.remove(column.name());
      if (other == null) {
        problems.add(
            "column %s of %s is missing on the %s: create it there"
                .formatted(column.name(), table.name(), targetLabel()));
      } else {
        compare(column, other);
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

  private void compare(Column column, Column other) {
    if (!column.type().equals(other.type())) {
      problems.add(
          "column %s of %s is %s on the %s and %s on the %s: make them the same"
              .formatted(
                  column.name(),
                  table.name(),
                  column.type(),
                  sourceSide.label(),
                  other.type(),
                  targetLabel()));
    }
    if (column.generated() != other.generated()) {
      problems.add(
          "column %s of %s is generated on one side only: make them the same"
              .formatted(column.name(), table.name()));
    }
  }

  private String targetLabel() {
    return sourceSide.other().label();
  }
}
