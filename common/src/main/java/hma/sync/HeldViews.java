package hma.sync;

import hma.protocol.Cargo;
import hma.protocol.Claim;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.ProblemException;
import hma.protocol.TableName;
import hma.protocol.Writers;
import hma.workflow.Workflows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Both sides as they are at one moment, held open so that they can be compared whole later, when
 * the target's worker writes already. They hold no table; each is locked, against being altered
 * alone, for as long as it is read.
 */
public final class HeldViews implements AutoCloseable {
  /** Of each table that differs. */
  private static final int ROWS_NAMED = 10;

  private static final MovePlan NOTHING = new MovePlan(List.of(), List.of(), List.of());

  private final Workflows workflows;
  private final MovePlan plan;
  private final Source source;
  private final Source target;

  private HeldViews(Workflows workflows, MovePlan plan, Source source, Source target) {
    this.workflows = workflows;
    this.plan = plan;
    this.source = source;
    this.target = target;
  }

  /**
   * Opens both; blocks.
   *
   * @param plan whose tables are going to be compared; those under forced row security are not,
   *     since nobody can read them beside others
   */
  public static HeldViews open(
      Workflows workflows, Site source, Site target, Claim claim, MovePlan plan) {
    Source held = target.openSource(claim, NOTHING, Writers.AT_WORK);
    try {
      return new HeldViews(
          workflows, plan, source.openSource(claim, NOTHING, Writers.AT_WORK), held);
    } catch (RuntimeException failure) {
      held.close();
      throw failure;
    }
  }

  /**
   * What a comparison found.
   *
   * @param different tables whose rows differ
   * @param untold tables that are empty to the target's view, and not to the source's: to a view
   *     that was there before, one looks so that was emptied or rewritten since
   */
  public record Findings(List<Different> different, List<TableName> untold) {
    /** Copies the lists. */
    public Findings {
      different = List.copyOf(different);
      untold = List.copyOf(untold);
    }
  }

  /**
   * A table whose rows differ.
   *
   * @param rows the first of them, the source's side first; empty where the table has no key, or
   *     they could not be read any more
   */
  public record Different(TableName table, Optional<RowDifferences.Found> rows) {}

  /**
   * Compares all tables.
   *
   * @param check throws when it is to end
   */
  public Findings compare(Runnable check) {
    List<MovedTable> readable =
        plan.tables().stream().filter(table -> !plan.forced().contains(table.name())).toList();
    List<Different> different = new ArrayList<>();
    List<TableName> untold = new ArrayList<>();
    for (List<MovedTable> group : TableGroups.of(readable)) {
      Deque<MovedTable> left = new ArrayDeque<>(group);
      while (!left.isEmpty()) {
        compareSome(left, different, untold, check);
      }
    }
    return new Findings(different, untold);
  }

  /** As many of what is left as two views last: rows that are not read to their end spoil one. */
  private void compareSome(
      Deque<MovedTable> left, List<Different> different, List<TableName> untold, Runnable check) {
    MovePlan part = plan.only(left);
    try (Source one = PatientViews.open(source, part, check);
        Source other = PatientViews.open(target, part, check)) {
      boolean sound = true;
      while (sound && !left.isEmpty()) {
        check.run();
        MovedTable table = left.remove();
        Carrier.Answers<Fingerprint> answers =
            new Carrier.Pair(workflows, one, other).fingerprints(table);
        if (answers.agree()) {
          continue;
        }
        if (answers.target().rows() == 0) {
          untold.add(table.name());
          continue;
        }
        Different found = new Different(table.name(), differences(one, other, table, check));
        different.add(found);
        sound =
            table.key().isEmpty() || found.rows().filter(RowDifferences.Found::whole).isPresent();
      }
    }
  }

  /** That the table differs is known without them. */
  private static Optional<RowDifferences.Found> differences(
      Source one, Source other, MovedTable table, Runnable check) {
    if (table.key().isEmpty()) {
      return Optional.empty();
    }
    try (RowReader first = one.read(table, Cargo.KEYED_HASHES);
        RowReader second = other.read(table, Cargo.KEYED_HASHES)) {
      return Optional.of(new RowDifferences(first, second, ROWS_NAMED, check).find());
    } catch (ProblemException unread) {
      return Optional.empty();
    }
  }

  /** Lets both go. Never throws. */
  @Override
  public void close() {
    source.close();
    target.close();
  }
}
