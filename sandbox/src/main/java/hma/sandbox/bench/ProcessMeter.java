package hma.sandbox.bench;

import hma.workflow.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at the processes below this one again and again and keeps what each used, as Linux tells it
 * in {@code /proc/PID/status} and {@code /proc/PID/stat} (<a
 * href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>). What a process uses after
 * the last look is missed.
 */
final class ProcessMeter {
  private static final Path PROC = Path.of("/proc");
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final long KIBI = 1024;

  /** Linux counts processor time in hundredths of a second on every platform that Java runs on. */
  private static final long MILLIS_PER_TICK = 10;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private final Map<Long, ProcessUse> before = new HashMap<>();
  private final Map<Long, Seen> seen = new HashMap<>();

  private record Seen(String name, ProcessUse use) {}

  private ProcessMeter() {}

  /** Begins to count: what was used until now does not. */
  static ProcessMeter start() {
    ProcessMeter meter = new ProcessMeter();
    meter.look();
    meter.seen.forEach((pid, process) -> meter.before.put(pid, process.use()));
    return meter;
  }

  /** Takes a look. */
  void look() {
    ProcessHandle.current()
        .descendants()
        .forEach(process -> look(process.pid()).ifPresent(now -> seen.put(process.pid(), now)));
  }

  /** Looks until the process has ended. */
  void watch(Process process) {
    while (process.isAlive()) {
      look();
      Awaiting.pause(GLANCE);
    }
  }

  /** What was used, by name; processes of one name are taken together. */
  Map<String, ProcessUse> uses() {
    Map<String, ProcessUse> uses = new TreeMap<>();
    seen.forEach((pid, process) -> {
      long earlier = Optional.ofNullable(before.get(pid)).map(ProcessUse::cpuMillis).orElse(0L);
      ProcessUse use =
          new ProcessUse(process.use().peakBytes(), process.use().cpuMillis() - earlier);
      uses.merge(process.name(), use, ProcessUse::and);
    });
    return uses;
  }

  private static Optional<Seen> look(long pid) {
    try {
      Path folder = PROC.resolve(Long.toString(pid));
      Optional<String> name = name(text(folder.resolve("cmdline")));
      if (name.isEmpty()) {
        return Optional.empty();
      }
      return peak(Files.readString(folder.resolve("status")))
          .map(peak -> new Seen(name.get(), new ProcessUse(peak, cpu(folder))));
    } catch (IOException | IllegalStateException gone) {
      return Optional.empty();
    }
  }

  /** Those that are of interest: both services and what they are compared with. */
  static Optional<String> name(String commandLine) {
    String[] words = commandLine.split("\0", -1);
    String program = words[0].substring(words[0].lastIndexOf('/') + 1);
    if (program.equals("java")) {
      return commandLine.contains("master-service.jar")
          ? Optional.of("master")
          : Optional.of("agent").filter(agent -> commandLine.contains("slave-agent.jar"));
    }
    return switch (program) {
      case "psql", "pg_dump", "pgcopydb" -> Optional.of(program);
      default -> Optional.empty();
    };
  }

  /** In bytes; a process that has ended and is not yet collected has none. */
  static Optional<Long> peak(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBI)
        .findFirst();
  }

  private static long cpu(Path folder) {
    try {
      return cpuMillis(text(folder.resolve("stat")));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  /** The name in brackets may hold blanks and brackets: the fields begin after the last one. */
  static long cpuMillis(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        * MILLIS_PER_TICK;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
