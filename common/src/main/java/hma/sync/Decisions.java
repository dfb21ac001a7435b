package hma.sync;

import hma.protocol.Bucketing;
import hma.protocol.Extent;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.SurveyedTable;
import hma.protocol.TableName;
import hma.protocol.TableTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how each table of a plan is moved; all are looked at together, each side at once. */
final class Decisions {
  private final Carrier carrier;
  private final List<MovedTable> tables;
  private final Map<MovedTable, Bucketing> bucketings = new LinkedHashMap<>();
  private final Map<MovedTable, Carrier.Answers<TableTotals>> totals = new HashMap<>();

  Decisions(Carrier carrier, MovePlan plan) {
    this.carrier = carrier;
    this.tables = plan.tables();
  }

  /** In the plan's order. */
  List<Decision> make() {
    List<TableName> names = tables.stream().map(MovedTable::name).toList();
    Carrier.Answers<List<Extent>> extents =
        carrier.askBoth("look-at-tables", side -> side.extents(names));
    survey(extents);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      decisions.add(decide(tables.get(i), extents.source().get(i), extents.target().get(i)));
    }
    return decisions;
  }

  /** Only tables with rows on both sides: nothing is learned from adding up the others. */
  private void survey(Carrier.Answers<List<Extent>> extents) {
    for (int i = 0; i < tables.size(); i++) {
      Extent source = extents.source().get(i);
      Extent target = extents.target().get(i);
      if (source.filled() && target.filled()) {
        bucketings.put(tables.get(i), BucketChoice.of(tables.get(i), source, target));
      }
    }
    List<SurveyedTable> asked = new ArrayList<>();
    bucketings.forEach((table, bucketing) -> asked.add(new SurveyedTable(table.name(), bucketing)));
    Carrier.Answers<List<TableTotals>> answers =
        carrier.askBoth("survey", side -> side.survey(asked));
    int next = 0;
    for (MovedTable table : bucketings.keySet()) {
      totals.put(
          table, new Carrier.Answers<>(answers.source().get(next), answers.target().get(next)));
      next++;
    }
  }

  private Decision decide(MovedTable table, Extent source, Extent target) {
    Carrier.Answers<TableTotals> surveyed = totals.get(table);
    Bucketing bucketing = bucketings.get(table);
    if (surveyed != null && bucketing != null) {
      return new Comparison(carrier, table, bucketing, surveyed).decide();
    }
    if (!source.filled() && !target.filled()) {
      return unsurveyed(table, TableMove.Method.SAME, "both sides are empty");
    }
    return unsurveyed(
        table,
        TableMove.Method.FULL,
        source.filled() ? "the target's table is empty" : "no row is left");
  }

  private static Decision unsurveyed(MovedTable table, TableMove.Method method, String reason) {
    return new Decision(table, method, reason, Optional.empty(), 0, 0);
  }
}
