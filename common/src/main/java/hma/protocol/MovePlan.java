package hma.protocol;

import java.util.List;

/**
 * What a switchover moves, decided once from both catalogs.
 *
 * @param relations every selected table, partition roots included: what is fenced and locked
 * @param tables those that hold rows, largest first
 * @param sequences the sequences that exist on both sides
 * @param materializedViews what is computed again on the target, in this order
 */
public record MovePlan(
    List<TableName> relations,
    List<MovedTable> tables,
    List<TableName> sequences,
    List<MaterializedView> materializedViews) {

  /** Without materialized views. */
  public MovePlan(List<TableName> relations, List<MovedTable> tables, List<TableName> sequences) {
    this(relations, tables, sequences, List.of());
  }

  /** Copies the lists. */
  public MovePlan {
    relations = List.copyOf(relations);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    materializedViews = List.copyOf(materializedViews);
  }
}
