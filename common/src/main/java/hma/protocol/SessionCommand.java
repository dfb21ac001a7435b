package hma.protocol;

/** A command about what a session holds open; it is refused outside of one. */
public sealed interface SessionCommand extends SiteCommand
    permits DataCommand, SourceCommand, TargetCommand {}
