package hma.sandbox.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What happened, in order, each with the time since the beginning. */
final class Trace {
  private final long begun = System.nanoTime();
  private final List<String> lines = new ArrayList<>();
  private final Consumer<String> listener;

  /**
   * Nothing yet.
   *
   * @param listener gets every line
   */
  Trace(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Notes something that happens now. */
  synchronized void add(String what) {
    String line = String.format(Locale.ROOT, "%7.2f s  %s", age().toMillis() / 1000.0, what);
    lines.add(line);
    listener.accept(line);
  }

  /** How long it is since the beginning. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** All of it so far. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
