package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.CaptureUnit;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What should have been written to the target's tables, beside what PostgreSQL says has been: no
 * row that was written aside of what was carried goes unnoticed. Where rows are written through the
 * root of a partition tree, the tree's tables are counted together.
 */
final class WriteLedger {
  private final DatabaseSession session;
  private final List<TableName> tables;
  private final Map<TableName, TableName> roots = new HashMap<>();
  private final Map<TableName, WrittenRows> expected = new HashMap<>();

  WriteLedger(DatabaseSession session, MovePlan plan, List<CaptureUnit> units) {
    this.session = session;
    this.tables = plan.tables().stream().map(MovedTable::name).toList();
    units.forEach(unit -> unit.leaves().forEach(leaf -> roots.put(leaf, unit.table().name())));
  }

  /** Tables are about to be emptied, which makes PostgreSQL forget what it counted of them. */
  void empties(List<TableName> emptied) {
    WrittenRows.count(session, emptied)
        .forEach((table, counted) -> wrote(table, -counted.inserted(), -counted.deleted()));
  }

  /** Rows were written to a table, or through a root. */
  void wrote(TableName table, long inserted, long deleted) {
    TableName root = root(table);
    expected.put(root, expected.getOrDefault(root, WrittenRows.NONE).plus(inserted, deleted));
  }

  /**
   * Refuses when other rows were written than should have been.
   *
   * @throws hma.protocol.ProblemException {@code not-equal}, naming the tables
   */
  void refuseOthers() {
    Map<TableName, WrittenRows> counted = new TreeMap<>();
    WrittenRows.count(session, tables)
        .forEach((table, rows) ->
            counted.merge(
                root(table), rows, (one, other) -> one.plus(other.inserted(), other.deleted())));
    List<String> wrong =
        counted.entrySet().stream()
            .filter(entry ->
                !entry.getValue().equals(expected.getOrDefault(entry.getKey(), WrittenRows.NONE)))
            .map(entry -> entry.getKey().toString())
            .toList();
    if (!wrong.isEmpty()) {
      throw SiteProblems.notEqual(wrong);
    }
  }

  private TableName root(TableName table) {
    return roots.getOrDefault(table, table);
  }
}
