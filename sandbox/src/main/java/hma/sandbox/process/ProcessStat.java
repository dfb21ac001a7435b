package hma.sandbox.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of Linux's process table, from {@code /proc/PID/stat} (<a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>).
 *
 * @param pid the process's number
 * @param state one letter, as in {@code R} or {@code Z} for a zombie
 * @param group the process group
 * @param startTicks when it started, in clock ticks since boot: with the number this names one
 *     process and never a later one
 */
public record ProcessStat(long pid, char state, long group, long startTicks) {
  private static final Path PROC = Path.of("/proc");

  /** The process with that number; empty when there is none. */
  public static Optional<ProcessStat> of(long pid) {
    try {
      return Optional.of(parse(pid, read(pid, "stat")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** All processes that can be seen. */
  public static List<ProcessStat> all() {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .flatMap(name -> of(Long.parseLong(name)).stream())
          .toList();
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "cannot read /proc: the sandbox needs Linux with /proc mounted", unreadable);
    }
  }

  /** The group's processes that still run; a zombie does not. */
  public static List<ProcessStat> running(long group) {
    return all().stream().filter(stat -> stat.group == group && stat.runs()).toList();
  }

  /** Whether it is more than an entry that waits to be collected. */
  public boolean runs() {
    return state != 'Z' && state != 'X';
  }

  /** Whether this very process runs, and not a later one of the same number. */
  public boolean isStillTheSame() {
    return of(pid).filter(now -> now.startTicks == startTicks && now.runs()).isPresent();
  }

  /** Whether it was started with that variable in its environment. */
  public boolean startedWith(String name, String value) {
    try {
      return ("\0" + read(pid, "environ")).contains("\0" + name + "=" + value + "\0");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static String read(long pid, String file) throws IOException {
    Path path = PROC.resolve(Long.toString(pid)).resolve(file);
    return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
  }

  private static ProcessStat parse(long pid, String stat) {
    // The name in brackets may hold blanks and brackets: the fields begin after the last one.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
    return new ProcessStat(
        pid, fields[0].charAt(0), Long.parseLong(fields[2]), Long.parseLong(fields[19]));
  }
}
