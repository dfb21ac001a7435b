package hma.sync;

import hma.postgres.DatabaseSession;
import hma.protocol.Bucketing;
import hma.protocol.Extent;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SurveyedTable;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a plan in one open transaction, as source and target both look at them. */
final class OpenTables {
  private final DatabaseSession session;
  private final List<MovedTable> tables;
  private final TableStreams streams;
  private final Map<TableName, Integer> numbers = new HashMap<>();
  private final Map<TableName, Bucketing> bucketings = new ConcurrentHashMap<>();

  OpenTables(DatabaseSession session, MovePlan plan) {
    this.session = session;
    this.tables = plan.tables();
    this.streams = new TableStreams(session);
    tables.forEach(table -> numbers.put(table.name(), numbers.size()));
  }

  /** Settings for adding up: hash tables in memory, and no compiling for one statement. */
  static String settings() {
    return "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off";
  }

  TableStreams streams() {
    return streams;
  }

  List<Extent> extents(List<TableName> asked) {
    return Extents.read(session, asked.stream().map(name -> tables.get(number(name))).toList());
  }

  List<TableTotals> survey(List<SurveyedTable> asked) {
    return new Survey(session, this::workbench).run(asked);
  }

  /** Where a table is compared that was surveyed before, or is a bucket as a whole. */
  Workbench workbench(MovedTable table) {
    return new Workbench(
        session,
        streams,
        table,
        bucketings.getOrDefault(table.name(), Bucketing.WHOLE),
        number(table.name()));
  }

  private Workbench workbench(SurveyedTable asked) {
    Bucketing before = bucketings.put(asked.table(), asked.bucketing());
    Workbench bench = workbench(tables.get(number(asked.table())));
    if (before != null && before.kind() != Bucketing.Kind.WHOLE) {
      bench.drop(Part.BUCKETS);
    }
    return bench;
  }

  private int number(TableName table) {
    Integer number = numbers.get(table);
    if (number == null) {
      throw new IllegalArgumentException(table + " is not one of the plan's tables");
    }
    return number;
  }
}
