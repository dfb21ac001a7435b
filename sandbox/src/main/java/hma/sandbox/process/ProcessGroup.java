package hma.sandbox.process;

import hma.workflow.Awaiting;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A process that leads a session and a group of its own, with everything it starts in that group: a
 * signal reaches all of it, and a Ctrl-C in the sandbox's terminal reaches none of it.
 */
public final class ProcessGroup {
  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private final Process leader;
  private final CompletableFuture<Integer> exit;

  private ProcessGroup(Process leader) {
    this.leader = leader;
    this.exit = leader.onExit().thenApply(Process::exitValue);
  }

  /**
   * Starts a command.
   *
   * @param command the program and its arguments
   * @param directory where it runs
   * @param environment all of its environment: nothing is inherited
   * @param register where the process is remembered, and whose mark it carries
   * @param last the signal that ends it when the sandbox itself was killed
   * @throws IOException when the program or {@code setsid} (util-linux) cannot be started
   */
  public static ProcessGroup start(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Register register,
      Signal last)
      throws IOException {
    List<String> inOwnSession = new ArrayList<>(List.of("setsid"));
    inOwnSession.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(inOwnSession)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(Register.MARK_NAME, register.mark());
    ProcessGroup group = new ProcessGroup(builder.start());
    register.started(group.pid(), last);
    return group;
  }

  /** The leader's number, which is the group's number too. */
  public long pid() {
    return leader.pid();
  }

  /** Completes with the leader's exit code: 0 to 255, 128 plus the signal's number when killed. */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /** What the group prints, standard error included; ends when its last process has ended. */
  public InputStream output() {
    return leader.getInputStream();
  }

  /**
   * Sends SIGTERM to every process of the group, waits until none runs, and sends SIGKILL to those
   * that still do after the grace.
   */
  public void stop(Duration grace) {
    stop(Signal.TERM, grace);
  }

  /** As {@link #stop(Duration)}, beginning with another signal. */
  public void stop(Signal first, Duration grace) {
    first.sendToGroup(pid());
    if (!goneWithin(grace)) {
      kill();
    }
  }

  /** Sends a signal to every process of the group and waits for nothing. */
  public void signal(Signal signal) {
    signal.sendToGroup(pid());
  }

  /**
   * Sends SIGKILL to every process of the group and waits until none runs.
   *
   * @throws IllegalStateException when one still runs 10 s later: it hangs in the kernel
   */
  public void kill() {
    Signal.KILL.sendToGroup(pid());
    if (!goneWithin(KILL_LIMIT)) {
      throw new IllegalStateException(
          "process group " + pid() + " does not end after SIGKILL: it hangs in the kernel");
    }
  }

  /** Whether a process of the group still runs. */
  public boolean runs() {
    return leader.isAlive() || !ProcessStat.running(pid()).isEmpty();
  }

  private boolean goneWithin(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (runs()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Awaiting.pause(GLANCE);
    }
    return true;
  }
}
