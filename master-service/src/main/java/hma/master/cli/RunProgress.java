package hma.master.cli;

import hma.master.switchover.SwitchoverView;

/** Shows a switchover, a refresh or a rehearsal while it goes on. */
sealed interface RunProgress extends AutoCloseable permits RunBars, RunLines {
  /** Bars where somebody watches a terminal, and lines elsewhere. */
  static RunProgress on(Console console) {
    return console.audience() == Console.Audience.WATCHES
        ? new RunBars(console)
        : new RunLines(console);
  }

  /** Something has happened. */
  void line(String text);

  /** What it looks like now. */
  void show(SwitchoverView now);

  @Override
  void close();
}
