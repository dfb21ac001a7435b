package hma.protocol;

import java.util.List;

/** A command about the source that a session holds open. */
public sealed interface SourceCommand extends SessionCommand {
  /** Opens the session's source; gives {@link SiteResult.Done}. */
  record OpenSource(Claim claim, MovePlan plan) implements SourceCommand {}

  /**
   * Starts to export a table; gives {@link SiteResult.Done}. The operation's id names the export in
   * the paths of its chunks. An export still open is ended.
   */
  record StartExport(MovedTable table) implements SourceCommand {}

  /** Ends the open export, also in the middle; without one it does nothing. */
  record EndExport() implements SourceCommand {}

  /** Asks for a {@link SiteResult.Fingerprinted}. */
  record FingerprintSource(MovedTable table) implements SourceCommand {}

  /** Asks for {@link SiteResult.SequenceValues}. */
  record ReadSequences() implements SourceCommand {}

  /** Closes the session's source; without one it does nothing. */
  record CloseSource() implements SourceCommand {}

  /**
   * Starts to export a table's keys and row hashes in the order of the keys, in the place of {@link
   * StartExport}; gives {@link SiteResult.Done}.
   */
  record StartHashExport(MovedTable table, List<String> key) implements SourceCommand {}
}
