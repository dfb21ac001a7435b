package hma.protocol;

import java.util.List;

/** A command about the target transaction that a session holds open. */
public sealed interface TargetCommand extends SessionCommand {
  /** Opens the session's target; gives {@link SiteResult.Done}. */
  record OpenTarget(Claim claim, MovePlan plan) implements TargetCommand {}

  /**
   * Starts to import a table; gives {@link SiteResult.Done}. The operation's id names the import in
   * the paths of its chunks.
   */
  record StartImport(MovedTable table) implements TargetCommand {}

  /**
   * Ends the open import; gives its rows as {@link SiteResult.Count}.
   *
   * @param chunks how many chunks were sent, so that a missing one is noticed
   */
  record FinishImport(long chunks) implements TargetCommand {}

  /** Gives the open import up; without one it does nothing. */
  record AbandonImport() implements TargetCommand {}

  /** Puts foreign keys and triggers back; gives {@link SiteResult.Done}. */
  record Restore() implements TargetCommand {}

  /** Sets the plan's sequences; gives {@link SiteResult.Done}. */
  record SetSequences(List<SequenceValue> values) implements TargetCommand {
    /** Copies the list. */
    public SetSequences {
      values = List.copyOf(values);
    }
  }

  /** Asks for a {@link SiteResult.Fingerprinted}. */
  record FingerprintTarget(MovedTable table) implements TargetCommand {}

  /** Asks for {@link SiteResult.SequenceValues}. */
  record ReadTargetSequences() implements TargetCommand {}

  /**
   * Commits; gives {@link SiteResult.Done}. After any failure only settling tells what happened.
   */
  record Commit() implements TargetCommand {}

  /** Rolls back unless committed; without a target it does nothing. */
  record CloseTarget() implements TargetCommand {}
}
