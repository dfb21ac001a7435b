package hma.master.inspection;

import hma.master.inspection.ComparisonReport.Difference;
import hma.master.inspection.ComparisonReport.DifferingKey;
import hma.master.inspection.ComparisonReport.TableResult;
import hma.master.inspection.ComparisonReport.Verdict;
import hma.master.switchover.BothSides;
import hma.protocol.Cargo;
import hma.protocol.Fingerprint;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.sync.RowDifferences;
import hma.sync.RowReader;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares one table after the other in one lane. */
final class TableCheck {
  private static final Duration LIMIT = Duration.ofHours(12);

  private final Workflows workflows;
  private final BothSides sides;
  private final Lane lane;
  private final int rows;

  /**
   * Checks in a lane.
   *
   * @param rows how many differing rows are named, 0 for none
   */
  TableCheck(Workflows workflows, BothSides sides, Lane lane, int rows) {
    this.workflows = workflows;
    this.sides = sides;
    this.lane = lane;
    this.rows = rows;
  }

  /** Compares a table; blocks. */
  TableResult of(MovedTable table) {
    sides.check();
    try {
      return compare(table);
    } catch (ProblemException failure) {
      sides.check();
      lane.reopen();
      return without(table.name(), Verdict.UNKNOWN, failure.problem().detail());
    }
  }

  /** A table of which nothing is known. */
  static TableResult without(TableName table, Verdict verdict, @Nullable String reason) {
    return new TableResult(table.toString(), verdict, null, null, null, List.of(), reason);
  }

  private TableResult compare(MovedTable table) {
    Future<Fingerprint> asked =
        workflows.start("fingerprint", () -> lane.standby().fingerprint(table));
    Fingerprint here;
    try {
      here = lane.active().fingerprint(table);
    } catch (RuntimeException failure) {
      asked.onFailure(also -> {});
      throw failure;
    }
    Fingerprint there = Awaiting.await(asked, LIMIT, "taking a fingerprint");
    if (here.equals(there)) {
      return result(table, Verdict.EQUAL, here, there, null);
    }
    return result(table, Verdict.DIFFERENT, here, there, rows == 0 ? null : differences(table));
  }

  private RowDifferences.Found differences(MovedTable table) {
    RowDifferences.Found found;
    try (RowReader active = lane.active().read(table, Cargo.KEYED_HASHES);
        RowReader standby = lane.standby().read(table, Cargo.KEYED_HASHES)) {
      found =
          new RowDifferences(active, standby, table.key().isEmpty() ? 0 : rows, sides::check)
              .find();
    }
    if (!found.whole()) {
      lane.reopen();
    }
    return found;
  }

  private static TableResult result(
      MovedTable table,
      Verdict verdict,
      Fingerprint here,
      Fingerprint there,
      RowDifferences.@Nullable Found found) {
    return new TableResult(
        table.name().toString(),
        verdict,
        here.rows(),
        there.rows(),
        found == null ? null : found.count(),
        found == null ? List.of() : found.rows().stream().map(TableCheck::key).toList(),
        null);
  }

  private static DifferingKey key(RowDifferences.DifferingRow row) {
    return new DifferingKey(
        row.key(),
        switch (row.way()) {
          case ONLY_FIRST -> Difference.ONLY_ACTIVE;
          case ONLY_SECOND -> Difference.ONLY_STANDBY;
          case CHANGED -> Difference.CHANGED;
        });
  }
}
