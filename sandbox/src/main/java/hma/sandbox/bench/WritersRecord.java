package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.Commit;
import hma.sandbox.demo.Commit.Outcome;
import hma.sandbox.demo.CommitReader;
import hma.sandbox.demo.Handover;
import hma.workflow.Awaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all writers noted of their transactions, read while they go on. */
final class WritersRecord {
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final double MILLIS = 1000;

  private final CommitReader reader;
  private final List<Commit> acknowledged = new ArrayList<>();

  /**
   * Has read nothing yet.
   *
   * @param folder where the records are
   */
  WritersRecord(Path folder) {
    this.reader = new CommitReader(folder);
  }

  /**
   * Waits until the writers of a side were told of so many commits from now on.
   *
   * @throws BenchFailure when they were not within three minutes
   */
  void awaitCommits(Side side, long count) throws IOException {
    read();
    int before = acknowledged.size();
    Instant begun = Instant.now();
    while (acknowledged.subList(before, acknowledged.size()).stream()
            .filter(commit -> commit.side() == side)
            .count()
        < count) {
      if (Duration.between(begun, Instant.now()).compareTo(LIMIT) > 0) {
        throw new BenchFailure(
            "the %s side's writers did not commit %d times within %d s"
                .formatted(side.label(), count, LIMIT.toSeconds()));
      }
      Awaiting.pause(GLANCE);
      read();
    }
  }

  /**
   * Each change of the side, in their order. Writers that go on while those of the other side write
   * make more changes than there were switchovers.
   */
  List<Handover> handovers() throws IOException {
    read();
    List<Handover> handovers = new ArrayList<>();
    acknowledged.sort(Comparator.comparing(Commit::endedAt));
    for (int next = 1; next < acknowledged.size(); next++) {
      Commit before = acknowledged.get(next - 1);
      Commit after = acknowledged.get(next);
      if (before.side() != after.side()) {
        handovers.add(
            new Handover(
                before.side(), after.side(), Duration.between(before.endedAt(), after.endedAt())));
      }
    }
    return handovers;
  }

  /**
   * Acknowledged transactions a second before the last change of the side.
   *
   * @param during the time in which they are counted
   */
  double rateBeforeLastHandover(Duration during) throws IOException {
    read();
    acknowledged.sort(Comparator.comparing(Commit::endedAt));
    int first = acknowledged.size() - 1;
    while (acknowledged.get(first - 1).side() == acknowledged.getLast().side()) {
      first--;
    }
    Instant end = acknowledged.get(first - 1).endedAt();
    long count =
        acknowledged.subList(0, first).stream()
            .filter(commit -> commit.endedAt().isAfter(end.minus(during)))
            .count();
    return count * MILLIS / during.toMillis();
  }

  /** The number of each writer's last acknowledged transaction; they count from 1. */
  Map<String, Long> last() throws IOException {
    read();
    return acknowledged.stream().collect(Collectors.toMap(Commit::process, Commit::n, Math::max));
  }

  /** How many transactions were acknowledged. */
  long acknowledged() throws IOException {
    read();
    return acknowledged.size();
  }

  private void read() throws IOException {
    reader.next().stream()
        .filter(commit -> commit.outcome() == Outcome.ACKNOWLEDGED)
        .forEach(acknowledged::add);
  }
}
