package hma.sandbox.demo;

import hma.protocol.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The time during which one worker process committed.
 *
 * @param side where it ran
 * @param firstStart when its first acknowledged transaction began
 * @param firstAnswer when that one was acknowledged
 * @param lastAnswer when its last one was acknowledged
 */
record WorkerRun(Side side, Instant firstStart, Instant firstAnswer, Instant lastAnswer) {
  /**
   * Groups acknowledged commits by process.
   *
   * @return the runs in the order of their first transactions
   */
  static List<WorkerRun> of(List<Commit> acknowledged) {
    return acknowledged.stream().collect(Collectors.groupingBy(Commit::process)).values().stream()
        .map(WorkerRun::ofOneProcess)
        .sorted(Comparator.comparing(WorkerRun::firstStart))
        .toList();
  }

  /** How long this run and a later one went on at the same time; zero where they did not. */
  Duration overlapWith(WorkerRun later) {
    Instant end = lastAnswer.isBefore(later.lastAnswer) ? lastAnswer : later.lastAnswer;
    return end.isAfter(later.firstStart) ? Duration.between(later.firstStart, end) : Duration.ZERO;
  }

  private static WorkerRun ofOneProcess(List<Commit> commits) {
    Commit first = commits.stream().min(Comparator.comparing(Commit::startedAt)).orElseThrow();
    Commit last = commits.stream().max(Comparator.comparing(Commit::endedAt)).orElseThrow();
    return new WorkerRun(first.side(), first.startedAt(), first.endedAt(), last.endedAt());
  }
}
