package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.Handover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What writers may have noted. */
final class Writing {
  private Writing() {}

  static Handover handover(long millis) {
    return new Handover(Side.MASTER, Side.SLAVE, Duration.ofMillis(millis));
  }

  /** A line of a writer's record; times are milliseconds. */
  static void note(Path folder, String writer, String outcome, Side side, long n, long endedAt)
      throws IOException {
    Files.writeString(
        folder.resolve(writer + ".commits"),
        "%s %s %d %d %d %s%n"
            .formatted(
                outcome, side.label(), n, (endedAt - 1) * 1_000_000, endedAt * 1_000_000, writer),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  static void acknowledge(Path folder, String writer, Side side, long n, long endedAt)
      throws IOException {
    note(folder, writer, "acknowledged", side, n, endedAt);
  }
}
