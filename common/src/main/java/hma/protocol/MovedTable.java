package hma.protocol;

import java.util.List;

/**
 * One table's part in a move.
 *
 * @param name the table
 * @param copied the columns that travel, in the source's order; never a generated one
 * @param compared the columns whose equality is proven: the copied and the stored generated ones
 * @param key columns that tell any two rows apart, on both sides; empty where there are none
 * @param estimatedRows the source's estimate, for progress
 */
public record MovedTable(
    TableName name,
    List<String> copied,
    List<ComparedColumn> compared,
    List<String> key,
    long estimatedRows) {

  /** Copies the lists. */
  public MovedTable {
    copied = List.copyOf(copied);
    compared = List.copyOf(compared);
    key = List.copyOf(key);
  }

  /** What it is, apart from how many rows it may have. */
  MovedTable withoutEstimate() {
    return new MovedTable(name, copied, compared, key, 0);
  }

  /** The columns of the key, in its order. */
  public List<ComparedColumn> keyColumns() {
    return key.stream().map(this::column).toList();
  }

  private ComparedColumn column(String name) {
    return compared.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no compared column is called " + name));
  }
}
