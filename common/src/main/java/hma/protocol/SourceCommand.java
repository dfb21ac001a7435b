package hma.protocol;

/** A command about the source that a session holds open. */
public sealed interface SourceCommand extends SessionCommand {
  /** Opens the session's source; gives {@link SiteResult.Done}. */
  record OpenSource(Claim claim, MovePlan plan, Writers writers) implements SourceCommand {}

  /**
   * Opens the session's source on the snapshot of another session's; gives {@link SiteResult.Done}.
   */
  record JoinSource(Claim claim, MovePlan plan, String snapshot) implements SourceCommand {}

  /** Lets others read what the source sees; gives {@link SiteResult.SnapshotExported}. */
  record ExportSnapshot() implements SourceCommand {}

  /** Closes the session's source; without one it does nothing. */
  record CloseSource() implements SourceCommand {}
}
