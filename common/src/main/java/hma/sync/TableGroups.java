package hma.sync;

import hma.protocol.MovedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tables that are read on one view: large ones alone, so that none is locked for long. */
final class TableGroups {
  private static final long ROWS = 100_000;

  private TableGroups() {}

  /** In their order. */
  static List<List<MovedTable>> of(Collection<MovedTable> tables) {
    List<List<MovedTable>> groups = new ArrayList<>();
    long room = 0;
    for (MovedTable table : tables) {
      if (groups.isEmpty() || table.estimatedRows() > room) {
        groups.add(new ArrayList<>());
        room = ROWS;
      }
      groups.getLast().add(table);
      room -= table.estimatedRows();
    }
    return groups;
  }
}
