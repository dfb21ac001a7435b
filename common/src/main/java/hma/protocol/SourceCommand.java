package hma.protocol;

/** A command about the source that a session holds open. */
public sealed interface SourceCommand extends SessionCommand {
  /** Opens the session's source; gives {@link SiteResult.Done}. */
  record OpenSource(Claim claim, MovePlan plan, Writers writers) implements SourceCommand {}

  /** Closes the session's source; without one it does nothing. */
  record CloseSource() implements SourceCommand {}
}
