package hma.sync;

import hma.protocol.Claim;
import hma.protocol.Fingerprint;
import hma.protocol.MovePlan;
import hma.protocol.MovedTable;
import hma.protocol.TableName;
import hma.protocol.Writers;
import hma.workflow.Workflows;
import java.util.ArrayList;
import java.util.List;

/**
 * Both sides as they are at one moment, held open so that they can be compared whole later, when
 * the target's worker writes already. They hold no table; each is locked, against being altered
 * alone, for as long as it is read.
 */
public final class HeldViews implements AutoCloseable {
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
  public record Findings(List<TableName> different, List<TableName> untold) {
    /** Copies the lists. */
    public Findings {
      different = List.copyOf(different);
      untold = List.copyOf(untold);
    }
  }

  /**
   * Compares all tables.
   *
   * @param check throws when it is to end
   */
  public Findings compare(Runnable check) {
    List<MovedTable> readable =
        plan.tables().stream().filter(table -> !plan.forced().contains(table.name())).toList();
    List<TableName> different = new ArrayList<>();
    List<TableName> untold = new ArrayList<>();
    for (List<MovedTable> group : TableGroups.of(readable)) {
      MovePlan part = plan.only(group);
      try (Source one = PatientViews.open(source, part, check);
          Source other = PatientViews.open(target, part, check)) {
        for (MovedTable table : group) {
          check.run();
          Carrier.Answers<Fingerprint> answers =
              new Carrier.Pair(workflows, one, other).fingerprints(table);
          if (!answers.agree()) {
            (answers.target().rows() == 0 ? untold : different).add(table.name());
          }
        }
      }
    }
    return new Findings(different, untold);
  }

  /** Lets both go. Never throws. */
  @Override
  public void close() {
    source.close();
    target.close();
  }
}
