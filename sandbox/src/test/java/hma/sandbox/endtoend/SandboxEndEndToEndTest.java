package hma.sandbox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process of its own. */
final class SandboxEndEndToEndTest {
  @TempDir Path folder;

  @Test
  void leavesNothingBehindOnSigterm() throws Exception {
    // Given
    Installation.assumeBuilt();
    Path ready = folder.resolve("ready.json");
    Process sandbox = start(ready);
    try {
      Installation.patiently().until(() -> Files.exists(ready) || !sandbox.isAlive());
      String mark = "SANDBOX_ID=" + ownFolder().getFileName();
      assertThat(Processes.with("environ", mark)).hasSizeGreaterThan(3);

      // When
      sandbox.destroy();
      boolean ended = sandbox.waitFor(2, TimeUnit.MINUTES);

      // Then
      assertThat(ended).isTrue();
      assertThat(Processes.with("environ", mark)).isEmpty();
      assertThat(folder).isEmptyDirectory();
    } finally {
      sandbox.destroyForcibly();
    }
  }

  private Process start(Path ready) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-Dhma.home=" + Installation.HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "hma.sandbox.Main",
                "sandbox",
                "up",
                "--ready-file",
                ready.toString()))
        .redirectErrorStream(true)
        .redirectOutput(new File("/dev/null"))
        .start();
  }

  /** The folder of this sandbox, below the one of this user. */
  private Path ownFolder() throws Exception {
    try (Stream<Path> folders = Files.walk(folder, 2)) {
      return folders
          .filter(path -> path.getParent().getFileName().toString().startsWith("hma-sandbox-"))
          .findFirst()
          .orElseThrow();
    }
  }
}
