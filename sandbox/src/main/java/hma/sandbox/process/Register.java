package hma.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file in which a sandbox remembers its processes, so that after its own SIGKILL the next start
 * can end them: one line per process, its number, the clock tick of its start and the signal that
 * ends it.
 */
public final class Register {
  /** The environment variable that every process of a sandbox carries. */
  public static final String MARK_NAME = "SANDBOX_ID";

  private static final String FILE = "processes";

  private final Path file;
  private final String mark;

  private Register(Path file, String mark) {
    this.file = file;
    this.mark = mark;
  }

  /** The register of the sandbox with that folder, whose name is the mark of its processes. */
  public static Register in(Path folder) {
    return new Register(folder.resolve(FILE), folder.getFileName().toString());
  }

  /** What every process of the sandbox carries in {@link #MARK_NAME}: no other sandbox has it. */
  public String mark() {
    return mark;
  }

  /**
   * Remembers a process that was just started.
   *
   * @param pid its number
   * @param last the signal that ends it when its sandbox is gone
   */
  public synchronized void started(long pid, Signal last) {
    ProcessStat.of(pid).ifPresent(stat -> append(stat, last));
  }

  /** Ends every process of this sandbox that still runs. */
  public void sweep() {
    Leftovers.end(file, mark);
  }

  private void append(ProcessStat stat, Signal last) {
    String line = stat.pid() + " " + stat.startTicks() + " " + last + " .\n";
    try {
      Files.writeString(
          file,
          line,
          StandardCharsets.US_ASCII,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot write " + file, unwritable);
    }
  }
}
