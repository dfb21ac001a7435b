package hma.protocol;

import java.util.List;

/**
 * What a switchover moves, decided once from both catalogs.
 *
 * @param relations every selected table, partition roots included: what is fenced and locked
 * @param tables those that hold rows, largest first
 * @param sequences the sequences that exist on both sides
 */
public record MovePlan(
    List<TableName> relations, List<MovedTable> tables, List<TableName> sequences) {

  /** Copies the lists. */
  public MovePlan {
    relations = List.copyOf(relations);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }
}
