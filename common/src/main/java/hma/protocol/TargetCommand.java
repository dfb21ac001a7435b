package hma.protocol;

import java.time.Instant;
import java.util.List;

/** A command about the target transaction that a session holds open. */
public sealed interface TargetCommand extends SessionCommand {
  /** Opens the session's target; gives {@link SiteResult.Done}. */
  record OpenTarget(Claim claim, MovePlan plan) implements TargetCommand {}

  /** Opens the session's target for a copy that rounds follow; gives {@link SiteResult.Done}. */
  record OpenLiveTarget(Claim claim, MovePlan plan, List<CaptureUnit> units, Afterwards afterwards)
      implements TargetCommand {
    /** Copies the list. */
    public OpenLiveTarget {
      units = List.copyOf(units);
    }
  }

  /** Opens the session's target for a part of a copy; gives {@link SiteResult.Done}. */
  record OpenResumableTarget(Claim claim, MovePlan plan) implements TargetCommand {}

  /** Makes the indexes anew that were put aside; gives {@link SiteResult.Done}. */
  record MakeIndexes() implements TargetCommand {}

  /** Applies what a round gave, and proves it; gives {@link SiteResult.Done}. */
  record ApplyChanges(List<UnitChanges> changes) implements TargetCommand {
    /** Copies the list. */
    public ApplyChanges {
      changes = List.copyOf(changes);
    }
  }

  /**
   * As {@link Restore}, foreign keys not validated and materialized views left as they are; gives
   * {@link SiteResult.Done}.
   */
  record RestoreUnvalidated() implements TargetCommand {}

  /** Computes materialized views again; gives {@link SiteResult.Done}. */
  record ComputeViews(List<MaterializedView> views) implements TargetCommand {
    /** Copies the list. */
    public ComputeViews {
      views = List.copyOf(views);
    }
  }

  /** Makes tables ready to be changed, the first of them emptied; gives {@link SiteResult.Done}. */
  record Prepare(TableChanges changes) implements TargetCommand {}

  /** Adds up a table that was changed in part; gives {@link SiteResult.Fingerprinted}. */
  record ProveChanged(MovedTable table) implements TargetCommand {}

  /** Puts back what was put aside for changing tables; gives {@link SiteResult.Done}. */
  record Restore() implements TargetCommand {}

  /** Sets the plan's sequences; gives {@link SiteResult.Done}. */
  record SetSequences(List<SequenceValue> values) implements TargetCommand {
    /** Copies the list. */
    public SetSequences {
      values = List.copyOf(values);
    }
  }

  /**
   * Commits; gives {@link SiteResult.Done}. After any failure only settling tells what happened.
   */
  record Commit() implements TargetCommand {}

  /** As {@link Commit}, of what stays the standby; gives {@link SiteResult.Done}. */
  record CommitAsOf(Instant moment) implements TargetCommand {}

  /** Rolls back unless committed; without a target it does nothing. */
  record CloseTarget() implements TargetCommand {}
}
