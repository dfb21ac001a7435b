package hma.sandbox.endtoend;

import hma.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The master's command line as a person runs it: a process of its own. */
final class CommandLine {
  private final URI master;
  private final Secret key;

  CommandLine(URI master, Secret key) {
    this.master = master;
    this.key = key;
  }

  /**
   * How a command ended.
   *
   * @param code its exit code
   * @param out what it printed, errors included
   */
  record Ended(int code, String out) {}

  /** Runs a command to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /** Runs a command to its end, with further settings. */
  Ended run(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(settings, arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out);
  }

  /** Starts a command, with further settings. */
  Process start(Map<String, String> settings, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(
        Installation.HOME.resolve("master-service/target/" + Installation.MASTER_JAR).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HMA_MASTER_URL", master.toString());
    builder.environment().put("HMA_SHARED_KEY", key.reveal());
    builder.environment().putAll(settings);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
