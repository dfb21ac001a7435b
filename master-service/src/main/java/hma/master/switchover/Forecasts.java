package hma.master.switchover;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import hma.master.switchover.PreflightReport.TableForecast;
import hma.protocol.Catalog;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * How long a switchover may take, by what the planner believes of the tables on both sides. Rough
 * on purpose: a link, a plan's disk and other load decide, and none of them can be asked. How much
 * has changed is not known either before the tables are compared: it is taken for little.
 *
 * <p>The rates come from one run of {@code ./hma bench copy}, of 2026-11-28 (docs/benchmarks.md),
 * between two databases of one machine: the warm medians of its bare table of 2,000,000 rows, all
 * comparisons included, 6.3 s for a full copy and 5.1 s after 1 % had changed. The bench does not
 * say what the table takes on disk: the same rows made on PostgreSQL 15 take 307 MB with their
 * index.
 */
final class Forecasts {
  private static final Rate COPY = new Rate(315_000, 48_000_000);
  private static final Rate COMPARISON = new Rate(390_000, 60_000_000);

  /** What even an empty table takes. */
  private static final long TABLE_MS = 20;

  /** A worker that obeys SIGTERM at once, seen as stopped twice, and one that boots. */
  static final long STOP_AND_BOOT_MS = 15_000;

  /** The last round, constraints, sequences, proof and commit, on a slow line. */
  private static final long CUT_OVER_MS = 1_000;

  private Forecasts() {}

  /** How fast rows and bytes pass; whichever takes longer counts. */
  private record Rate(long rowsPerSecond, long bytesPerSecond) {
    long millis(Table table) {
      return Math.max(
          table.estimatedRows() * 1000 / rowsPerSecond, table.bytes() * 1000 / bytesPerSecond);
    }
  }

  /** How long copying a table whole may take, in milliseconds. */
  static long copyMs(Table table) {
    return COPY.millis(table);
  }

  /** One for each table of the plan, in its order: largest first. */
  static List<TableForecast> of(MovePlan plan, Catalog source, Catalog target) {
    Map<TableName, Table> here = byName(source);
    Map<TableName, Table> there = byName(target);
    return plan.tables().stream()
        .map(moved ->
            of(
                moved,
                Objects.requireNonNull(here.get(moved.name())),
                Objects.requireNonNull(there.get(moved.name()))))
        .toList();
  }

  private static Map<TableName, Table> byName(Catalog catalog) {
    return catalog.tables().stream().collect(toMap(Table::name, Function.identity()));
  }

  private static TableForecast of(MovedTable moved, Table here, Table there) {
    long copy = COPY.millis(here);
    if (isEmpty(here) || isEmpty(there)) {
      String method = isEmpty(here) && isEmpty(there) ? "empty" : "full";
      return forecast(here, method, TABLE_MS, isEmpty(here) ? 0 : copy, 0);
    }
    // Each side reads its own at the same time as the other.
    long comparison = TABLE_MS + Math.max(COMPARISON.millis(here), COMPARISON.millis(there));
    return moved.key().isEmpty()
        ? forecast(here, "keyless", comparison, copy, 0)
        : forecast(here, "delta", comparison, 0, copy);
  }

  private static boolean isEmpty(Table table) {
    return table.estimatedRows() == 0;
  }

  /**
   * A table's forecast.
   *
   * @param unlikely what copying it whole takes where that is not expected
   */
  private static TableForecast forecast(
      Table table, String method, long comparison, long copy, long unlikely) {
    return new TableForecast(
        table.name().toString(),
        method,
        table.estimatedRows(),
        table.bytes(),
        comparison,
        copy,
        comparison + copy + unlikely);
  }

  /**
   * How long no worker may run.
   *
   * @param likelyMs if little has changed
   * @param longestMs if everything has
   */
  record Outages(long likelyMs, long longestMs) {}

  /** Where everything is done while the worker stands still. */
  static Outages standing(List<TableForecast> tables) {
    return new Outages(
        STOP_AND_BOOT_MS
            + tables.stream().mapToLong(table -> table.compareMs() + table.copyMs()).sum(),
        STOP_AND_BOOT_MS + tables.stream().mapToLong(TableForecast::longestMs).sum());
  }

  /**
   * Where only the rest is done then.
   *
   * @param hidden tables that nobody can read while others write
   */
  static Outages live(List<TableForecast> tables, Collection<TableName> hidden) {
    Set<String> names = hidden.stream().map(TableName::toString).collect(toSet());
    long likely = STOP_AND_BOOT_MS + CUT_OVER_MS;
    long longest = likely;
    for (TableForecast table : tables) {
      if (names.contains(table.table())) {
        likely += table.compareMs() + table.copyMs();
        longest += table.longestMs();
      } else if (table.method().equals("keyless")) {
        longest += table.copyMs();
      }
    }
    return new Outages(likely, longest);
  }
}
