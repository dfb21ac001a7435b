package hma.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A signal, sent with the shell's {@code kill}: Java itself cannot signal a group. */
public enum Signal {
  /** Please end: what Heroku sends first. */
  TERM,
  /** PostgreSQL's fast shutdown. */
  INT,
  /** PostgreSQL's immediate shutdown: it recovers at its next start. */
  QUIT,
  /** Freezes a process; it notices nothing of it. */
  STOP,
  /** Lets a frozen process go on. */
  CONT,
  /** The end. */
  KILL;

  /** Sends it to every process of the group; nothing happens when there is none. */
  public void sendToGroup(long group) {
    send("-" + group);
  }

  /** Sends it to one process; nothing happens when there is none. */
  public void sendToProcess(long pid) {
    send(Long.toString(pid));
  }

  private void send(String target) {
    try {
      Process kill =
          new ProcessBuilder("bash", "-c", "kill -s " + name() + " -- " + target)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.onExit().join();
    } catch (IOException noShell) {
      throw new UncheckedIOException("cannot start bash, which the sandbox needs", noShell);
    }
  }
}
