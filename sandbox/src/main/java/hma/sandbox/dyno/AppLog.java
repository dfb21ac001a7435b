package hma.sandbox.dyno;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One app's log: what its dynos print ({@code app[web.1]: …}), what happens to them ({@code
 * heroku[web.1]: …}) and what the router refuses ({@code heroku[router]: …}), in one file, with the
 * last lines of each source at hand.
 */
public final class AppLog implements AutoCloseable {
  private static final int RECENT_LINES = 200;
  private static final int LONGEST_LINE = 10_000;

  private final String app;
  private final BufferedWriter file;
  private final Consumer<String> listener;
  private final Map<String, Deque<String>> recent = new HashMap<>();
  private boolean closed;

  /**
   * Opens the log.
   *
   * @param app the app's name
   * @param file where the lines go
   * @param listener gets every line too, prefixed with the app's name
   */
  public AppLog(String app, Path file, Consumer<String> listener) {
    this.app = app;
    this.listener = listener;
    try {
      this.file = Files.newBufferedWriter(file);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write the log " + file, unwritable);
    }
  }

  /** Something that a dyno printed. */
  public void fromDyno(String dyno, String text) {
    add("app[" + dyno + "]", dyno, text);
  }

  /** Something that happened to a dyno, or in the router when it is called {@code router}. */
  public void fromHeroku(String dyno, String text) {
    add("heroku[" + dyno + "]", dyno, text);
  }

  /** The last lines of a dyno, or of {@code router}; the oldest comes first. */
  public synchronized List<String> recent(String dyno) {
    return List.copyOf(recent.getOrDefault(dyno, new ArrayDeque<>()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot close the log of " + app, unwritable);
    }
  }

  private synchronized void add(String source, String dyno, String text) {
    if (closed) {
      return;
    }
    String shortened = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
    String line = Instant.now() + " " + source + ": " + shortened;
    Deque<String> lines = recent.computeIfAbsent(dyno, _ -> new ArrayDeque<>());
    lines.addLast(line);
    if (lines.size() > RECENT_LINES) {
      lines.removeFirst();
    }
    listener.accept(app + " " + line);
    write(line);
  }

  private void write(String line) {
    try {
      file.write(line);
      file.newLine();
      file.flush();
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write the log of " + app, unwritable);
    }
  }
}
