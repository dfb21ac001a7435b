package hma.agent.work;

import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Starts blocking work on virtual threads and can end all that is still running. */
public final class Tasks {
  private final Workflows workflows;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /** Without any work yet. */
  public Tasks(Workflows workflows) {
    this.workflows = workflows;
  }

  /** Runs work on a virtual thread of its own. */
  public <T> Future<T> start(String name, Callable<T> work) {
    return workflows.start(
        name,
        () -> {
          running.add(Thread.currentThread());
          try {
            return work.call();
          } finally {
            running.remove(Thread.currentThread());
          }
        });
  }

  /** Interrupts what is running; what it waits for goes on until its connection is closed. */
  public void interrupt() {
    running.forEach(Thread::interrupt);
  }
}
