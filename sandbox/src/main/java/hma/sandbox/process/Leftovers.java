package hma.sandbox.process;

import hma.workflow.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ends the processes of a sandbox that is no more.
 *
 * <p>A process is ended when it carries the sandbox's mark, which is random and never used twice,
 * or when it is in the group of a remembered process that is still the one remembered: the same
 * number <em>and</em> the same clock tick of its start. A number alone proves nothing.
 */
final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** A line of the register that still names a running process. */
  private record Remembered(ProcessStat stat, Signal signal) {}

  private Leftovers() {}

  /** Returns once none of them runs, or after the grace and {@link #KILL_LIMIT}. */
  static void end(Path file, String mark) {
    List<Remembered> remembered =
        lines(file).stream().flatMap(line -> stillTheSame(line).stream()).toList();
    remembered.forEach(each -> each.signal().sendToGroup(each.stat().pid()));
    List<ProcessStat> leaders = remembered.stream().map(Remembered::stat).toList();
    waitFor(leaders, GRACE);
    leaders.stream()
        .filter(ProcessStat::isStillTheSame)
        .forEach(leader -> Signal.KILL.sendToGroup(leader.pid()));
    List<ProcessStat> marked =
        ProcessStat.all().stream()
            .filter(stat -> stat.runs() && stat.startedWith(Register.MARK_NAME, mark))
            .toList();
    marked.forEach(stat -> Signal.KILL.sendToProcess(stat.pid()));
    // The kernel takes a moment to carry a signal out.
    waitFor(marked, KILL_LIMIT);
  }

  private static void waitFor(List<ProcessStat> ending, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (ending.stream().anyMatch(ProcessStat::isStillTheSame)
        && System.nanoTime() - deadline < 0) {
      Awaiting.pause(GLANCE);
    }
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
      return lines.toList();
    } catch (IOException noneStarted) {
      return List.of();
    }
  }

  private static Optional<Remembered> stillTheSame(String line) {
    String[] fields = line.split(" ", -1);
    // The last line may be cut short: its writer was killed. A dot ends a whole one.
    if (fields.length != 4 || !fields[3].equals(".")) {
      return Optional.empty();
    }
    long startTicks = Long.parseLong(fields[1]);
    return ProcessStat.of(Long.parseLong(fields[0]))
        .filter(stat -> stat.startTicks() == startTicks && stat.runs())
        .map(stat -> new Remembered(stat, Signal.valueOf(fields[2])));
  }
}
