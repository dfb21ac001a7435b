package hma.sandbox.heroku;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hma.sandbox.process.FolderTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Heroku's own command line, of one version, installed once per user by npm. Where it cannot be
 * installed, the test that wants it is skipped and says so.
 */
final class OfficialCli {
  private static final String VERSION = "11.10.0";
  private static final Path PLACE =
      Path.of(System.getProperty("user.home"), ".cache", "hma", "heroku-cli-" + VERSION);
  private static final int INSTALL_SECONDS = 180;
  private static final int RUN_SECONDS = 60;

  private final Path home;
  private final URI api;
  private final String token;

  /** What a command printed, and its exit code. */
  record Ended(int code, String output) {}

  /**
   * Installs it if it is not there.
   *
   * @param home a folder of its own: it writes into the settings of git in its home
   */
  OfficialCli(Path home, URI api, String token) throws IOException, InterruptedException {
    this.home = home;
    this.api = api;
    this.token = token;
    if (!Files.exists(program(PLACE))) {
      install();
    }
  }

  /** This one with another token. */
  OfficialCli withToken(String other) throws IOException, InterruptedException {
    return new OfficialCli(home, api, other);
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program(PLACE).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = builder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("HEROKU_HOST", api.toString());
    builder.environment().put("HEROKU_DATA_HOST", "localhost");
    builder.environment().put("HEROKU_API_KEY", token);
    builder.environment().put("DISABLE_TELEMETRY", "true");
    builder.environment().put("HEROKU_DISABLE_AUTOUPDATE", "1");
    builder.environment().put("NO_COLOR", "1");
    return ended(builder, RUN_SECONDS);
  }

  private void install() throws IOException, InterruptedException {
    Path draft = Files.createTempDirectory(Files.createDirectories(PLACE.getParent()), "draft");
    try {
      Ended ended = npm(draft);
      assumeTrue(
          ended.code() == 0,
          () ->
              "the official CLI cannot be installed here (npm install heroku@"
                  + VERSION
                  + "): "
                  + ended.output());
      if (!Files.exists(PLACE)) {
        Files.move(draft, PLACE);
      }
    } finally {
      FolderTree.delete(draft);
    }
  }

  private Ended npm(Path draft) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "npm",
            "install",
            "--prefix",
            draft.toString(),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--fetch-retries=0",
            "heroku@" + VERSION);
    try {
      return ended(builder(command), INSTALL_SECONDS);
    } catch (IOException noNpm) {
      return new Ended(127, noNpm.getMessage());
    }
  }

  private ProcessBuilder builder(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(home, "output", ".txt").toFile());
  }

  private static Ended ended(ProcessBuilder builder, int seconds)
      throws IOException, InterruptedException {
    Process process = builder.start();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String output = Files.readString(builder.redirectOutput().file().toPath());
    return new Ended(process.exitValue(), output);
  }

  private static Path program(Path place) {
    return place.resolve("node_modules/.bin/heroku");
  }
}
