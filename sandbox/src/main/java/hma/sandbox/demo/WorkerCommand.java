package hma.sandbox.demo;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a worker of ours is started: a line for {@code bash -c}, as a Procfile has it. */
public final class WorkerCommand {
  private WorkerCommand() {}

  /**
   * The demo's worker.
   *
   * @param records the folder for the workers' records
   */
  public static String recordingIn(Path records) {
    return of(LedgerWorker.class, List.of("--records", records.toAbsolutePath().toString()));
  }

  /**
   * The line. The shell is replaced by the worker, so that a signal to the process reaches it.
   *
   * @param program the class with its {@code main}
   * @param arguments what it is given
   */
  public static String of(Class<?> program, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // Small and quickly up: its boot is part of the outage.
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            absoluteClassPath(),
            program.getName()));
    words.addAll(arguments);
    return words.stream().map(WorkerCommand::quoted).collect(Collectors.joining(" ", "exec ", ""));
  }

  /** Dynos run in a folder of their own choosing. */
  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
