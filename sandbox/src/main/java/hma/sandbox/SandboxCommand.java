package hma.sandbox;

import picocli.CommandLine.Command;

/** {@code sandbox}: the local Heroku. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "A local Heroku over databases and a worker of your own.",
    subcommands = UpCommand.class)
final class SandboxCommand {}
