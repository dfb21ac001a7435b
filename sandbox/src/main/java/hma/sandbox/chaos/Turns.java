package hma.sandbox.chaos;

import hma.protocol.Side;
import hma.sandbox.demo.Commit;
import hma.sandbox.demo.Commit.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When each worker process wrote, from the beginning of its first acknowledged transaction to the
 * beginning of its last.
 *
 * <p>Not to the answer of the last: a process that was frozen reads late what was committed long
 * before. At both ends of this span the process ran and was about to commit, so two of them that
 * overlap are two workers that wrote at a time.
 */
final class Turns {
  private final List<Turn> turns;

  /** One process's. */
  record Turn(String process, Side side, Instant from, Instant to) {
    /** How long it still wrote when the later one had begun, be that one's a single transaction. */
    private Duration overlapWith(Turn later) {
      return to.isAfter(later.from) ? Duration.between(later.from, to) : Duration.ZERO;
    }
  }

  private Turns(List<Turn> turns) {
    this.turns = turns;
  }

  /** What the record of all processes says, in whatever order it comes. */
  static Turns of(List<Commit> record) {
    return new Turns(
        record.stream()
            .filter(commit -> commit.outcome() == Outcome.ACKNOWLEDGED)
            .collect(Collectors.groupingBy(Commit::process))
            .values()
            .stream()
            .map(Turns::turn)
            .sorted(Comparator.comparing(Turn::from))
            .toList());
  }

  /** A line for each two processes that wrote at a time. */
  List<String> overlaps() {
    List<String> overlaps = new ArrayList<>();
    for (int later = 1; later < turns.size(); later++) {
      for (Turn earlier : turns.subList(0, later)) {
        Turn second = turns.get(later);
        Duration overlap = earlier.overlapWith(second);
        if (!overlap.isZero()) {
          overlaps.add(told(earlier, second, overlap));
        }
      }
    }
    return overlaps;
  }

  private static String told(Turn first, Turn second, Duration overlap) {
    return "two workers wrote at a time for %d ms: process %s on the %s from %s, process %s on the %s from %s"
        .formatted(
            overlap.plusNanos(999_999).toMillis(),
            first.process(),
            first.side().label(),
            first.from(),
            second.process(),
            second.side().label(),
            second.from());
  }

  private static Turn turn(List<Commit> commits) {
    Comparator<Commit> begin = Comparator.comparing(Commit::startedAt);
    Commit first = commits.stream().min(begin).orElseThrow();
    Commit last = commits.stream().max(begin).orElseThrow();
    return new Turn(first.process(), first.side(), first.startedAt(), last.startedAt());
  }
}
