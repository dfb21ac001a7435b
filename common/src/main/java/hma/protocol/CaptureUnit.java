package hma.protocol;

import java.util.List;

/**
 * What is logged together while the application writes: a table by itself, or a partition tree
 * whose root tells any two of its rows apart.
 *
 * @param number tells it from the others of a live copy
 * @param table the table, or the tree's root: how its rows travel; without a key nothing is logged
 *     but that they changed
 * @param relations every relation of it that a statement may name
 * @param leaves the tables of the plan that hold its rows
 * @param perRow whether each row is logged by itself, so that it is seen whatever relation a
 *     statement names; otherwise each statement on one of the relations
 */
public record CaptureUnit(
    int number,
    MovedTable table,
    List<TableName> relations,
    List<TableName> leaves,
    boolean perRow) {

  /** Copies the lists. */
  public CaptureUnit {
    relations = List.copyOf(relations);
    leaves = List.copyOf(leaves);
  }

  /** Whether the keys of changed rows are logged, and not only that rows changed. */
  public boolean keyed() {
    return !table.key().isEmpty();
  }

  /** Whether its rows are in several tables, below the one that it is named after. */
  public boolean divided() {
    return !leaves.equals(List.of(table.name()));
  }
}
