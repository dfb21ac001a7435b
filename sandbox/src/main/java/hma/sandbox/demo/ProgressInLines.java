package hma.sandbox.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line for each change of phase, and one a second while rows move. */
final class ProgressInLines implements Progress {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final String title;
  private final PrintWriter out;
  private final long startedNanos = System.nanoTime();
  private String lastState = "";
  private long lastBytes;
  private long lastNanos = startedNanos;

  ProgressInLines(String title, PrintWriter out) {
    this.title = title;
    this.out = out;
  }

  @Override
  public void show(Switchover switchover) {
    long now = System.nanoTime();
    Duration sinceLine = Duration.ofNanos(now - lastNanos);
    long moved = switchover.bytes() - lastBytes;
    boolean newPhase = !switchover.state().equals(lastState);
    boolean due = moved > 0 && sinceLine.compareTo(BETWEEN_LINES) >= 0;
    if (!newPhase && !due) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "  %s %7s  %-12s %12s rows %10s %12s%n",
        title,
        Quantities.seconds(Duration.ofNanos(now - startedNanos)),
        switchover.state(),
        Quantities.count(switchover.rows()),
        Quantities.bytes(switchover.bytes()),
        Quantities.rate(moved, sinceLine));
    out.flush();
    lastState = switchover.state();
    lastBytes = switchover.bytes();
    lastNanos = now;
  }

  @Override
  public void close() {
    out.flush();
  }
}
