package hma.protocol;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which tables of the target are about to change.
 *
 * @param whole those that are emptied and loaded whole
 * @param parts those of which rows are deleted and copied
 */
public record TableChanges(List<TableName> whole, List<TableName> parts) {

  /** Copies the lists. */
  public TableChanges {
    whole = List.copyOf(whole);
    parts = List.copyOf(parts);
  }

  /** All of them. */
  public List<TableName> all() {
    return Stream.concat(whole.stream(), parts.stream()).toList();
  }
}
