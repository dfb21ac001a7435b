package hma.agent.work;

import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Starts blocking work on virtual threads and can end all that is still running. */
public final class Tasks {
  private final Workflows workflows;
  private final Set<Thread> running = new HashSet<>();

  /** Without any work yet. */
  public Tasks(Workflows workflows) {
    this.workflows = workflows;
  }

  /** Runs work on a virtual thread of its own. */
  public <T> Future<T> start(String name, Callable<T> work) {
    return workflows.start(
        name,
        () -> {
          enter();
          try {
            return work.call();
          } finally {
            leave();
          }
        });
  }

  /** Runs a part of the work that is not to be interrupted: something is being opened. */
  public <T> T shielded(Supplier<T> work) {
    leave();
    try {
      return work.get();
    } finally {
      enter();
    }
  }

  /** Interrupts what is running; what it waits for goes on until its connection is closed. */
  public synchronized void interrupt() {
    running.forEach(Thread::interrupt);
  }

  private synchronized void enter() {
    running.add(Thread.currentThread());
  }

  private synchronized void leave() {
    running.remove(Thread.currentThread());
  }
}
