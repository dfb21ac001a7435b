package hma.agent.session;

import hma.protocol.AgentProblems;
import hma.protocol.ProblemException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * At most one open thing that is closed with its session, also when the session ends while the
 * thing is being opened.
 */
final class Kept<T> {
  private final String name;
  private final Consumer<T> close;
  private @Nullable T open;
  private boolean shut;

  /** Keeps nothing yet; the name reads as in "this session has no open source". */
  Kept(String name, Consumer<T> close) {
    this.name = name;
    this.close = close;
  }

  /** Opens the thing and keeps it. */
  void open(Supplier<T> opening) {
    refuseSecond();
    T opened = opening.get();
    if (!keep(opened)) {
      close.accept(opened);
      throw AgentProblems.interrupted().asException();
    }
  }

  /**
   * The open thing.
   *
   * @throws ProblemException {@code out-of-order} when none is
   */
  synchronized T get() {
    T current = open;
    if (current == null) {
      throw AgentProblems.outOfOrder("this session has no open " + name + ": open one first");
    }
    return current;
  }

  /** Closes the thing, if one is open. */
  void release() {
    T current = take();
    if (current != null) {
      close.accept(current);
    }
  }

  /** Closes the thing, if one is open, and keeps no other one. */
  void shut() {
    synchronized (this) {
      shut = true;
    }
    release();
  }

  private synchronized void refuseSecond() {
    if (open != null) {
      throw AgentProblems.outOfOrder(
          "this session has an open " + name + " already: close it first");
    }
  }

  private synchronized boolean keep(T opened) {
    if (shut) {
      return false;
    }
    open = opened;
    return true;
  }

  private synchronized @Nullable T take() {
    T current = open;
    open = null;
    return current;
  }
}
