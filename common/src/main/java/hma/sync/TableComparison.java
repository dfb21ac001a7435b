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
  private final List<Finding> problems = new ArrayList<>();

  private TableComparison(Side sourceSide, Table table, Table counterpart) {
    this.sourceSide = sourceSide;
    this.table = table;
    this.counterpart = counterpart;
  }

  /** What stands against moving its rows. */
  static List<Finding> problems(Side sourceSide, Table table, Table counterpart) {
    TableComparison comparison = new TableComparison(sourceSide, table, counterpart);
    comparison.compare();
    return comparison.problems;
  }

  private void compare() {
    if (table.kind() != counterpart.kind()) {
      problems.add(
          Finding.problem(
              "table %s is partitioned on one side only".formatted(table.name()),
              "give it the same definition on both"));
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
          Finding.problem(
              "table %s on the %s belongs to another role".formatted(touched.name(), side.label()),
              "make HMA's role its owner, or leave it out with PG_TABLES"));
    }
  }

  private void nameDifference(String what, List<?> here, List<?> there) {
    if (!here.equals(there)) {
      problems.add(
          Finding.problem(
              "table %s %s %s on the %s and %s on the %s"
                  .formatted(table.name(), what, here, sourceSide.label(), there, targetLabel()),
              "make them the same"));
    }
  }

  private void compareColumns() {
    Map<String, Column> others = new LinkedHashMap<>();
    counterpart.columns().forEach(column -> others.put(column.name(), column));
    for (Column column : table.columns()) {
      Column other = others.remove(column.name());
      if (other == null) {
        problems.add(
            Finding.problem(
                "column %s of %s is missing on the %s"
                    .formatted(column.name(), table.name(), targetLabel()),
                "create it there"));
      } else {
        compare(column, other);
      }
    }
    for (Column extra : others.values()) {
      if (!extra.optional()) {
        problems.add(
            Finding.problem(
                "column %s of %s exists on the %s only and has no default"
                    .formatted(extra.name(), table.name(), targetLabel()),
                "give it one"));
      }
    }
  }

  private void compare(Column column, Column other) {
    if (!column.type().equals(other.type())) {
      problems.add(
          Finding.problem(
              "column %s of %s is %s on the %s and %s on the %s"
                  .formatted(
                      column.name(),
                      table.name(),
                      column.type(),
                      sourceSide.label(),
                      other.type(),
                      targetLabel()),
              "make them the same"));
    }
    if (column.generated() != other.generated()) {
      problems.add(
          Finding.problem(
              "column %s of %s is generated on one side only"
                  .formatted(column.name(), table.name()),
              "make them the same"));
    }
  }

  private String targetLabel() {
    return sourceSide.other().label();
  }
}
