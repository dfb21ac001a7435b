package hma.sandbox.chaos;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows the trace as it grows: a bar with its newest line on a terminal, line by line elsewhere.
 */
final class ChaosProgress implements Consumer<String>, AutoCloseable {
  private static final int LONGEST_MESSAGE = 70;

  private final PrintWriter out;
  private final Duration length;
  private final long begun = System.nanoTime();
  private final AtomicReference<@Nullable ProgressBar> bar = new AtomicReference<>();

  /**
   * Shows nothing yet.
   *
   * @param length how long the mischief takes
   */
  ChaosProgress(PrintWriter out, Duration length) {
    this.out = out;
    this.length = length;
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      bar.set(
          new ProgressBarBuilder()
              .setTaskName("chaos")
              .setInitialMax(length.toSeconds())
              .setUnit(" s", 1)
              .build());
    }
  }

  @Override
  public void accept(String line) {
    ProgressBar shown = bar.get();
    if (shown == null) {
      out.println("chaos: " + line);
      out.flush();
      return;
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    shown.maxHint(Math.max(length.toSeconds(), seconds));
    shown.stepTo(seconds);
    shown.setExtraMessage(
        " " + line.substring(0, Math.min(line.length(), LONGEST_MESSAGE)).strip());
  }

  @Override
  public void close() {
    ProgressBar shown = bar.getAndSet(null);
    if (shown != null) {
      shown.close();
    }
  }
}
