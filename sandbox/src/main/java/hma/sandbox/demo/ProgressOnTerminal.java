package hma.sandbox.demo;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar that fills with the rows moved. */
final class ProgressOnTerminal implements Progress {
  private final ProgressBar bar;
  private final long expectedRows;

  ProgressOnTerminal(String title, long expectedRows) {
    this.expectedRows = expectedRows;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(title)
            .setInitialMax(expectedRows)
            .setUnit(" rows", 1)
            .showSpeed()
            .build();
  }

  @Override
  public void show(Switchover switchover) {
    bar.maxHint(Math.max(expectedRows, switchover.rows()));
    bar.stepTo(switchover.rows());
    String phase = switchover.state().replace('_', ' ').toLowerCase(Locale.ROOT);
    bar.setExtraMessage(" " + phase + ", " + Quantities.bytes(switchover.bytes()));
  }

  @Override
  public void close() {
    bar.close();
  }
}
