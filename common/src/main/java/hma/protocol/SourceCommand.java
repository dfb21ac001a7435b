package hma.protocol;

import java.util.List;

/** A command about the source that a session holds open. */
public sealed interface SourceCommand extends SessionCommand {
  /** Opens the session's source; gives {@link SiteResult.Done}. */
  record OpenSource(Claim claim, MovePlan plan, Writers writers) implements SourceCommand {}

  /**
   * Opens the session's source on the snapshot of another session's; gives {@link SiteResult.Done}.
   */
  record JoinSource(Claim claim, MovePlan plan, String snapshot) implements SourceCommand {}

  /** Opens the session's source for rounds; gives {@link SiteResult.Done}. */
  record OpenRounds(Claim claim, MovePlan plan, List<CaptureUnit> units) implements SourceCommand {
    /** Copies the list. */
    public OpenRounds {
      units = List.copyOf(units);
    }
  }

  /**
   * Begins a round; gives {@link SiteResult.RoundBegun}.
   *
   * @param mostBytes how many bytes of lines may be answered
   */
  record BeginRound(int mostBytes) implements SourceCommand {}

  /** Takes what the round gave out of the logs; gives {@link SiteResult.Done}. */
  record FinishRound() implements SourceCommand {}

  /** Lets others read what the source sees; gives {@link SiteResult.SnapshotExported}. */
  record ExportSnapshot() implements SourceCommand {}

  /** Asks what was rewritten since the source's moment; gives {@link SiteResult.Rewritten}. */
  record FindRewritten() implements SourceCommand {}

  /** Asks for the versions of materialized views; gives {@link SiteResult.ViewVersions}. */
  record ReadViewVersions() implements SourceCommand {}

  /** Closes the session's source; without one it does nothing. */
  record CloseSource() implements SourceCommand {}
}
