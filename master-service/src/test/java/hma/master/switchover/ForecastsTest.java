package hma.master.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import hma.master.switchover.PreflightReport.TableForecast;
import hma.protocol.Catalog;
import hma.protocol.Column;
import hma.protocol.Side;
import hma.protocol.Table;
import hma.protocol.TableName;
import hma.sync.MovePlanner;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a table by what the planner believes of it on both sides. */
class ForecastsTest {
  private static final long ROWS = 300_000;
  private static final long BYTES = 46_391_296;
  private static final List<String> KEY = List.of("id");

  @Test
  void copiesWholeWhatTheTargetHasNothingOf() {
    TableForecast forecast = forecast(table(KEY, ROWS, BYTES), table(KEY, 0, 8192));

    assertThat(forecast)
        .isEqualTo(new TableForecast("public.t", "full", ROWS, BYTES, 20, 966, 986));
  }

  @Test
  void comparesWhatBothSidesHoldAndCopiesItOnlyAtTheLongest() {
    TableForecast forecast = forecast(table(KEY, ROWS, BYTES), table(KEY, 2 * ROWS, BYTES));

    assertThat(forecast)
        .isEqualTo(new TableForecast("public.t", "delta", ROWS, BYTES, 1558, 0, 2524));
  }

  @Test
  void comparesAndCopiesWhatHasNoKey() {
    TableForecast forecast =
        forecast(table(List.of(), ROWS, BYTES), table(List.of(), ROWS, 10 * BYTES));

    assertThat(forecast)
        .isEqualTo(new TableForecast("public.t", "keyless", ROWS, BYTES, 7751, 966, 8717));
  }

  @Test
  void onlyEmptiesWhatTheSourceHasNothingOf() {
    TableForecast forecast = forecast(table(KEY, 0, 8192), table(KEY, ROWS, BYTES));

    assertThat(forecast).isEqualTo(new TableForecast("public.t", "full", 0, 8192, 20, 0, 20));
  }

  @Test
  void hasNothingToDoWhereBothSidesAreEmpty() {
    TableForecast forecast = forecast(table(KEY, 0, 8192), table(KEY, 0, 8192));

    assertThat(forecast).isEqualTo(new TableForecast("public.t", "empty", 0, 8192, 20, 0, 20));
  }

  @Test
  void leavesOnlyHiddenTablesAndAtTheLongestKeylessOnesToTheOutageOfALiveCopy() {
    List<TableForecast> tables =
        List.of(
            new TableForecast("public.t", "delta", ROWS, BYTES, 1_000, 0, 9_000),
            new TableForecast("public.keyless", "keyless", 7, 8192, 20, 300, 320),
            new TableForecast("public.hidden", "full", 7, 8192, 20, 4_000, 4_020));

    Forecasts.Outages standing = Forecasts.standing(tables);
    Forecasts.Outages live = Forecasts.live(tables, List.of(new TableName("public", "hidden")));

    assertThat(standing).isEqualTo(new Forecasts.Outages(20_340, 28_340));
    assertThat(live).isEqualTo(new Forecasts.Outages(20_020, 20_320));
  }

  private static TableForecast forecast(Table here, Table there) {
    Catalog source = catalog(here);
    Catalog target = catalog(there);
    return Forecasts.of(MovePlanner.plan(Side.MASTER, source, target), source, target).getFirst();
  }

  private static Catalog catalog(Table table) {
    return new Catalog(170000, List.of(table), List.of(), List.of(), List.of());
  }

  private static Table table(List<String> key, long rows, long bytes) {
    return new Table(
        new TableName("public", "t"),
        Table.Kind.PLAIN,
        List.of(),
        List.of(new Column("id", "bigint", false, false, false)),
        key,
        List.of(),
        true,
        false,
        rows,
        bytes);
  }
}
