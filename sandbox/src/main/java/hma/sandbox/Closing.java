package hma.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be closed, the last opened first; one that fails does not keep the others open. */
final class Closing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private record Named(String what, AutoCloseable step) {}

  private final Deque<Named> steps = new ArrayDeque<>();

  synchronized void add(String what, AutoCloseable step) {
    steps.push(new Named(what, step));
  }

  @Override
  public synchronized void close() {
    while (!steps.isEmpty()) {
      Named next = steps.pop();
      try {
        next.step().close();
      } catch (Exception failure) {
        LOG.atError().addKeyValue("work", next.what()).setCause(failure).log("closing failed");
      }
    }
  }
}
