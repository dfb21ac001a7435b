package hma.master.inspection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import hma.master.inspection.ComparisonReport.SequenceResult;
import hma.master.inspection.ComparisonReport.TableResult;
import hma.master.inspection.ComparisonReport.Verdict;
import hma.master.switchover.BothSides;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Problem;
import hma.protocol.SequenceValue;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.protocol.TableSelection;
import hma.sync.Finding;
import hma.sync.MovePlanner;
import hma.sync.SchemaReview;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares all data of both sides: two tables at a time, both sides of each at the same time. */
final class Comparison {
  /** Each takes a connection on each side; the smallest plans have 20. */
  private static final int LANES = 2;

  private static final Duration LIMIT = Duration.ofHours(12);

  private final Workflows workflows;
  private final String id;
  private final ComparisonRequest request;
  private final TableSelection selection;
  private final Map<TableName, TableResult> results = new ConcurrentHashMap<>();

  /**
   * A comparison.
   *
   * @param selection the tables that move
   */
  Comparison(Workflows workflows, String id, ComparisonRequest request, TableSelection selection) {
    this.workflows = workflows;
    this.id = id;
    this.request = request;
    this.selection = request.tables().isEmpty() ? selection : new TableSelection(request.tables());
  }

  /** Compares; blocks. */
  ComparisonReport run(BothSides sides) {
    Catalog active = sides.active().catalog(selection);
    Catalog standby = sides.standby().catalog(selection);
    if (!active.unmatched().isEmpty()) {
      throw unmatched(active.unmatched());
    }
    SchemaReview review = MovePlanner.review(sides.owner().owner(), active, standby);
    nameUnfit(active, standby, review);
    List<SequenceResult> sequences;
    Claim claim = new Claim("compare-" + id, sides.owner().epoch(), 0);
    MovePlan plan = withoutForced(active, standby, review.plan());
    Queue<MovedTable> waiting = new ConcurrentLinkedQueue<>(plan.tables());
    try (Lane first = new Lane(sides, claim, plan)) {
      sequences = sequences(first);
      List<Future<Void>> others = new ArrayList<>();
      for (int lane = 1; lane < Math.min(LANES, waiting.size()); lane++) {
        others.add(
            workflows.start(
                "compare",
                () -> {
                  try (Lane other = new Lane(sides, claim, plan)) {
                    return compare(sides, other, waiting);
                  }
                }));
      }
      try {
        compare(sides, first, waiting);
      } finally {
        waiting.clear();
        Awaiting.await(Future.join(others), LIMIT, "comparing tables");
      }
    } catch (RuntimeException failure) {
      sides.check();
      throw failure;
    }
    return report(sides, sequences, review);
  }

  /** A side whose writers are at work does not let its owner see all rows of these. */
  private MovePlan withoutForced(Catalog active, Catalog standby, MovePlan plan) {
    Set<TableName> forced =
        Stream.of(active, standby)
            .flatMap(catalog -> catalog.tables().stream())
            .filter(Table::forcedRowSecurity)
            .map(Table::name)
            .collect(toSet());
    plan.tables().stream()
        .map(MovedTable::name)
        .filter(forced::contains)
        .forEach(name ->
            results.put(
                name,
                TableCheck.without(
                    name, Verdict.UNKNOWN, "its row security binds the owner: rows are hidden")));
    return new MovePlan(
        plan.relations().stream().filter(name -> !forced.contains(name)).toList(),
        plan.tables().stream().filter(table -> !forced.contains(table.name())).toList(),
        plan.sequences());
  }

  private Void compare(BothSides sides, Lane lane, Queue<MovedTable> waiting) {
    TableCheck check = new TableCheck(workflows, sides, lane, request.rows());
    for (MovedTable table = waiting.poll(); table != null; table = waiting.poll()) {
      results.put(table.name(), check.of(table));
    }
    return null;
  }

  private void nameUnfit(Catalog active, Catalog standby, SchemaReview review) {
    Set<TableName> fitting = new HashSet<>(review.plan().relations());
    Map<TableName, Integer> sides = new HashMap<>();
    for (Catalog catalog : List.of(active, standby)) {
      catalog.tables().stream()
          .filter(table -> table.kind() == Table.Kind.PLAIN)
          .map(Table::name)
          .filter(name -> !fitting.contains(name))
          .forEach(name -> sides.merge(name, 1, Integer::sum));
    }
    sides.forEach((name, count) ->
        results.put(
            name,
            TableCheck.without(
                name, Verdict.UNFIT, count == 1 ? "on one side only" : "the definitions differ")));
  }

  private static List<SequenceResult> sequences(Lane lane) {
    Map<TableName, SequenceValue> standby =
        lane.standby().sequences().stream()
            .collect(toMap(SequenceValue::name, Function.identity()));
    return lane.active().sequences().stream()
        .map(here -> {
          SequenceValue there = standby.get(here.name());
          return new SequenceResult(
              here.name().toString(),
              here.equals(there),
              position(here),
              there == null ? "missing" : position(there));
        })
        .toList();
  }

  private static String position(SequenceValue value) {
    return value.lastValue() + (value.called() ? "" : " (not called)");
  }

  private ComparisonReport report(
      BothSides sides, List<SequenceResult> sequences, SchemaReview review) {
    List<TableResult> tables = List.copyOf(new TreeMap<>(results).values());
    List<Finding> problems = Finding.problems(review.findings());
    boolean complete = tables.stream().noneMatch(table -> table.verdict() == Verdict.UNKNOWN);
    boolean same =
        problems.isEmpty()
            && sequences.stream().allMatch(SequenceResult::equal)
            && tables.stream()
                .allMatch(table ->
                    table.verdict() == Verdict.EQUAL || table.verdict() == Verdict.UNKNOWN);
    return new ComparisonReport(
        sides.owner().owner(),
        sides.owner().owner().other(),
        sides.owner().formation().stream().anyMatch(process -> process.quantity() > 0),
        same && complete,
        complete,
        tables,
        sequences,
        problems.stream().map(Finding::sentence).toList());
  }

  private static RuntimeException unmatched(List<String> patterns) {
    return new Problem(
            422,
            "no-such-table",
            "There is no such table",
            "no table of the active side is called %s: correct the name (a name without a schema means public)"
                .formatted(String.join(" or ", patterns)),
            false)
        .asException();
  }
}
