package hma.master.switchover;

import static java.util.stream.Collectors.toMap;

import hma.master.switchover.PreflightReport.TableForecast;
import hma.protocol.Catalog;
import hma.protocol.MovePlan;
import hma.protocol.Table;
import hma.protocol.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * How long a switchover may take. Rough on purpose: a link, a plan's disk and other load decide,
 * and none of them can be asked.
 */
final class Forecasts {
  /** What a whole copy and its proof carry between two small databases in a second. */
  private static final long BYTES_PER_SECOND = 20L << 20;

  /** What even an empty table takes. */
  private static final long TABLE_MS = 20;

  /** A worker that obeys SIGTERM at once, seen as stopped twice, and one that boots. */
  private static final long STOP_AND_BOOT_MS = 15_000;

  private Forecasts() {}

  /** One for each table of the plan, largest first. */
  static List<TableForecast> of(MovePlan plan, Catalog source) {
    Map<TableName, Table> tables =
        source.tables().stream().collect(toMap(Table::name, Function.identity()));
    return plan.tables().stream()
        .map(moved -> of(Objects.requireNonNull(tables.get(moved.name()))))
        .toList();
  }

  private static TableForecast of(Table table) {
    return new TableForecast(
        table.name().toString(),
        table.key().isEmpty() ? "keyless" : "full",
        table.estimatedRows(),
        table.bytes(),
        TABLE_MS + table.bytes() * 1000 / BYTES_PER_SECOND);
  }

  /** All rows are carried while the worker stands still. */
  static long outageMs(long copyMs) {
    return STOP_AND_BOOT_MS + copyMs;
  }
}
