package hma.sandbox.demo;

import hma.protocol.Side;
import hma.sandbox.demo.Commit.Outcome;
import hma.workflow.Awaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Waits for the worker by looking at its records. */
final class WorkerWatch {
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Path records;
  private final Duration limit;

  /**
   * Watches.
   *
   * @param records where the workers' records are
   * @param limit the longest wait for anything
   */
  WorkerWatch(Path records, Duration limit) {
    this.records = records;
    this.limit = limit;
  }

  /**
   * Waits until a side's worker has committed that often from now on.
   *
   * @throws DemoFailure when it has not within the limit
   * @throws IOException when the records cannot be read
   */
  void awaitCommits(Side side, int count) throws IOException {
    Instant begin = Instant.now();
    while (acknowledgedSince(begin, side) < count) {
      if (Duration.between(begin, Instant.now()).compareTo(limit) > 0) {
        throw new DemoFailure(
            "the %s side's worker did not commit %d times within %d s"
                .formatted(side.label(), count, limit.toSeconds()));
      }
      Awaiting.pause(GLANCE);
    }
  }

  private long acknowledgedSince(Instant begin, Side side) throws IOException {
    if (!Files.isDirectory(records)) {
      return 0;
    }
    return LedgerRecord.readAll(records).stream()
        .filter(commit -> commit.outcome() == Outcome.ACKNOWLEDGED && commit.side() == side)
        .filter(commit -> commit.startedAt().isAfter(begin))
        .count();
  }
}
