package hma.sandbox.bench;

import picocli.CommandLine.Command;

/** {@code bench}: measurements. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures HMA on this machine against other ways of doing the same.",
    subcommands = {CopyCommand.class, OutageCommand.class})
public final class BenchCommand {}
