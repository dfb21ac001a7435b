package hma.sandbox.process;

import hma.workflow.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes folders with everything in them. */
public final class FolderTree {
  private static final int ATTEMPTS = 50;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private FolderTree() {}

  /**
   * Deletes a folder, if it is there. A process that is just ending may still write into it: then
   * it is tried again for some seconds.
   *
   * @throws IOException when it cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    for (int attempt = 1; Files.exists(folder); attempt++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException changing) {
        if (attempt == ATTEMPTS) {
          throw new IOException("cannot delete " + folder, changing);
        }
        Awaiting.pause(PAUSE);
      }
    }
  }
}
