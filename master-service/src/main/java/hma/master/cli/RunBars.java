package hma.master.cli;

import hma.master.switchover.SwitchoverView;
import hma.master.switchover.TableUnderWay;
import hma.master.switchover.TableView;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each table that is under way, below a line for whatever happens. */
final class RunBars implements RunProgress {
  private static final int REFRESH_MILLIS = 250;

  private final Console console;
  private final Map<String, ProgressBar> bars = new HashMap<>();

  RunBars(Console console) {
    this.console = console;
  }

  /** A line between bars that are being drawn would be drawn over. */
  @Override
  public void line(String text) {
    close();
    console.print(text);
  }

  @Override
  public void show(SwitchoverView now) {
    Set<String> moving =
        now.moving().stream().map(TableUnderWay::table).collect(Collectors.toSet());
    bars.entrySet()
        .removeIf(bar -> {
          boolean over = !moving.contains(bar.getKey());
          if (over) {
            finish(bar.getValue(), rows(now, bar.getKey()));
          }
          return over;
        });
    now.moving().forEach(this::show);
  }

  private void show(TableUnderWay table) {
    ProgressBar bar = bars.computeIfAbsent(table.table(), RunBars::bar);
    // An estimate on either side: what has come is never more than what is to come.
    bar.maxHint(table.expectedRows() == 0 ? -1 : Math.max(table.expectedRows(), table.rows()));
    bar.stepTo(table.rows());
    bar.setExtraMessage(" " + Amounts.bytes(table.bytes()));
  }

  private static ProgressBar bar(String table) {
    return new ProgressBarBuilder()
        .setTaskName(table)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" rows", 1)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .showSpeed()
        .build();
  }

  /** All of a table, once it is moved. */
  private static long rows(SwitchoverView now, String table) {
    return now.tables().stream()
        .filter(moved -> moved.table().equals(table))
        .mapToLong(TableView::rows)
        .sum();
  }

  private static void finish(ProgressBar bar, long rows) {
    bar.stepTo(Math.max(rows, bar.getCurrent()));
    bar.maxHint(bar.getCurrent());
    bar.close();
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
  }
}
