package hma.sandbox.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs what HMA is compared with: pipes of other programs, in one transaction of the target. */
final class Peers {
  private static final String INTO_TARGET =
      " | \"$PSQL\" -qX -v ON_ERROR_STOP=1 -o /dev/null -d \"$TARGET\"";

  private static final Set<String> NAMES = Set.of("psql", "pg_dump", "pgcopydb");

  /** The shell's last line: processor time of everything it started, user and system. */
  private static final Pattern TIMES = Pattern.compile("(?:^|\\n)(\\d+\\.\\d+) (\\d+\\.\\d+)\\s*$");

  private static final double MILLIS = 1000;

  private final Programs programs;

  Peers(Programs programs) {
    this.programs = programs;
  }

  /** Copies the tables once. */
  Measurement copy(
      Contender contender, BenchTables tables, BenchDatabase source, BenchDatabase target) {
    ProcessMeter meter = ProcessMeter.start();
    long begun = System.nanoTime();
    long cpuMillis = run(script(contender, tables), source, target, meter);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    if (source.rows(tables) != target.rows(tables)) {
      throw new BenchFailure(contender.label() + " did not bring all rows");
    }
    return new Measurement(took, took, took, 0, "", uses(meter, cpuMillis));
  }

  /** They end between two looks: so the shell tells what they used of the processors. */
  private static Map<String, ProcessUse> uses(ProcessMeter meter, long cpuMillis) {
    Map<String, ProcessUse> uses = new TreeMap<>();
    meter
        .uses()
        .forEach((name, use) -> {
          if (NAMES.contains(name)) {
            uses.put(name, new ProcessUse(use.peakBytes(), 0));
          }
        });
    uses.put("together", new ProcessUse(0, cpuMillis));
    return uses;
  }

  /** For bash; what varies is in variables, never in the text. */
  static String script(Contender contender, BenchTables tables) {
    String begin = "echo 'BEGIN; %s;'".formatted(tables.truncate());
    return switch (contender) {
      case PSQL ->
          tables.tables().stream()
              .map(table ->
                  "echo 'COPY public.%1$s FROM STDIN;'; \"$PSQL\" -qX -d \"$SOURCE\" -c 'COPY public.%1$s TO STDOUT'; echo '\\.'"
                      .formatted(table))
              .collect(joining("; ", "{ " + begin + "; ", "; echo 'COMMIT;'; }" + INTO_TARGET));
      case PG_DUMP ->
          "{ "
              + begin
              + "; \"$PG_DUMP\" -a -n public -d \"$SOURCE\"; echo 'COMMIT;'; }"
              + INTO_TARGET;
      case PGCOPYDB ->
          "\"$PSQL\" -qX -d \"$TARGET\" -c '%s' && printf '[include-only-table]\\n%s' > \"$FILTERS\" && \"$PGCOPYDB\" copy table-data --dir \"$SCRATCH\" --filters \"$FILTERS\" --not-consistent --source \"$SOURCE\" --target \"$TARGET\""
              .formatted(tables.truncate(), onlyTables(tables));
      case HMA_FULL, HMA_CHANGED -> throw new IllegalArgumentException(contender.label());
    };
  }

  /** The filter without which pgcopydb would copy HMA's own tables, which the target lacks. */
  private static String onlyTables(BenchTables tables) {
    return tables.tables().stream().map(table -> "public." + table + "\\n").collect(joining());
  }

  private long run(String script, BenchDatabase source, BenchDatabase target, ProcessMeter meter) {
    try {
      Path output = Files.createTempFile(source.passwordFile().resolveSibling(""), "peer", ".log");
      Process process = builder(script, source, target, output).start();
      try {
        meter.watch(process);
      } finally {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      String said = said(Files.readAllBytes(output));
      if (process.exitValue() != 0) {
        throw new BenchFailure("a program to compare with failed: " + said.strip());
      }
      Files.delete(output);
      return cpuMillis(said);
    } catch (IOException unusable) {
      throw new BenchFailure("a program to compare with cannot be run: " + unusable, unusable);
    }
  }

  /** What a program printed; bytes that are no UTF-8, which some print, are replaced. */
  static String said(byte[] output) {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** From what the shell said at its end; 0 where it said nothing. */
  static long cpuMillis(String said) {
    Matcher times = TIMES.matcher(said);
    return times.find()
        ? Math.round(
            (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2))) * MILLIS)
        : 0;
  }

  private ProcessBuilder builder(
      String script, BenchDatabase source, BenchDatabase target, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash", "-c", "set -o pipefail; TIMEFORMAT='%U %S'; time { " + script + "; }")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "LC_ALL",
                "C",
                "PSQL",
                path(programs.psql()),
                "PG_DUMP",
                path(programs.pgDump()),
                "PGCOPYDB",
                path(programs.pgcopydb()),
                "SCRATCH",
                output + ".d",
                "FILTERS",
                output + ".ini",
                "SOURCE",
                source.connectionString(),
                "TARGET",
                target.connectionString()));
    return builder;
  }

  private static String path(Optional<Path> program) {
    return program.map(Path::toString).orElse("");
  }
}
