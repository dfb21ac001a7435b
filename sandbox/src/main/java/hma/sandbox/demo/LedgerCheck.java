package hma.sandbox.demo;

import hma.sandbox.demo.Commit.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds what the workers were promised against what the active database has.
 *
 * <p>A commit whose answer was lost proves nothing either way and counts nowhere. A row of which no
 * worker knows is no finding: its worker was killed before it could note the answer.
 */
public final class LedgerCheck {
  private LedgerCheck() {}

  /**
   * Compares. The record must have been read before the rows: then every commit in it has to be
   * among them, though workers go on.
   *
   * @param record the commits of all worker processes, in any order
   * @param rows the whole ledger of the active database
   */
  public static LedgerFindings compare(List<Commit> record, List<LedgerRow> rows) {
    List<Commit> acknowledged =
        record.stream().filter(commit -> commit.outcome() == Outcome.ACKNOWLEDGED).toList();
    List<WorkerRun> runs = WorkerRun.of(acknowledged);
    return new LedgerFindings(
        acknowledged.size(),
        lost(acknowledged, rows),
        duplicated(acknowledged, rows),
        overlap(runs),
        handovers(runs));
  }

  private static Set<Long> lost(List<Commit> acknowledged, List<LedgerRow> rows) {
    Set<LedgerRow> present = new HashSet<>(rows);
    Set<Long> lost = new TreeSet<>();
    for (Commit commit : acknowledged) {
      // By number and process: a number that another process used again hides the loss otherwise.
      if (!present.contains(new LedgerRow(commit.n(), commit.process()))) {
        lost.add(commit.n());
      }
    }
    return lost;
  }

  private static Set<Long> duplicated(List<Commit> acknowledged, List<LedgerRow> rows) {
    Set<Long> twice = new TreeSet<>();
    acknowledged.stream().map(Commit::n).filter(seenBefore()).forEach(twice::add);
    rows.stream().map(LedgerRow::n).filter(seenBefore()).forEach(twice::add);
    return twice;
  }

  private static Predicate<Long> seenBefore() {
    Set<Long> seen = new HashSet<>();
    return n -> !seen.add(n);
  }

  private static Duration overlap(List<WorkerRun> runs) {
    Duration overlap = Duration.ZERO;
    for (int later = 1; later < runs.size(); later++) {
      for (WorkerRun earlier : runs.subList(0, later)) {
        overlap = overlap.plus(earlier.overlapWith(runs.get(later)));
      }
    }
    return overlap;
  }

  private static List<Handover> handovers(List<WorkerRun> runs) {
    List<Handover> handovers = new ArrayList<>();
    for (int next = 1; next < runs.size(); next++) {
      WorkerRun before = runs.get(next - 1);
      WorkerRun after = runs.get(next);
      if (before.side() != after.side()) {
        Duration outage = Duration.between(before.lastAnswer(), after.firstAnswer());
        handovers.add(new Handover(before.side(), after.side(), outage));
      }
    }
    return handovers;
  }
}
