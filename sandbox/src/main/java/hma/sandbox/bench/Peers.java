package hma.sandbox.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs what HMA is compared with: pipes of other programs, in one transaction of the target. */
final class Peers {
  private static final String INTO_TARGET =
      " | \"$PSQL\" -qX -v ON_ERROR_STOP=1 -o /dev/null -d \"$TARGET\"";

  private final Programs programs;

  Peers(Programs programs) {
    this.programs = programs;
  }

  /** Copies the workload's tables once. */
  Measurement copy(
      Contender contender, Workload workload, BenchDatabase source, BenchDatabase target) {
    ProcessMeter meter = ProcessMeter.start();
    long begun = System.nanoTime();
    run(script(contender, workload), source, target, meter);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    if (source.rows(workload) != target.rows(workload)) {
      throw new BenchFailure(contender.label() + " did not bring all rows");
    }
    return new Measurement(took, took, 0, "", meter.uses());
  }

  /** For bash; what varies is in variables, never in the text. */
  static String script(Contender contender, Workload workload) {
    String begin = "echo 'BEGIN; %s;'".formatted(workload.truncate());
    return switch (contender) {
      case PSQL ->
          workload.tables().stream()
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
          "\"$PSQL\" -qX -d \"$TARGET\" -c '%s' && \"$PGCOPYDB\" copy table-data --dir \"$SCRATCH\" --not-consistent --source \"$SOURCE\" --target \"$TARGET\""
              .formatted(workload.truncate());
      case HMA_FULL, HMA_CHANGED -> throw new IllegalArgumentException(contender.label());
    };
  }

  private void run(String script, BenchDatabase source, BenchDatabase target, ProcessMeter meter) {
    try {
      Path output = Files.createTempFile(source.passwordFile().resolveSibling(""), "peer", ".log");
      Process process = builder(script, source, target, output).start();
      try {
        meter.watch(process);
      } finally {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      if (process.exitValue() != 0) {
        throw new BenchFailure(
            "a program to compare with failed: "
                + Files.readString(output, StandardCharsets.UTF_8).strip());
      }
      Files.delete(output);
    } catch (IOException unusable) {
      throw new BenchFailure("a program to compare with cannot be run", unusable);
    }
  }

  private ProcessBuilder builder(
      String script, BenchDatabase source, BenchDatabase target, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "set -o pipefail; " + script)
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
