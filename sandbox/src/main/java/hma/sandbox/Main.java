package hma.sandbox;

import hma.sandbox.bench.BenchCommand;
import hma.sandbox.chaos.ChaosCommand;
import hma.sandbox.demo.DemoCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of everything that runs on a developer's machine. */
@Command(
    name = "hma",
    mixinStandardHelpOptions = true,
    description = "HMA on this machine.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  /** The subcommands; each is a picocli command with a constructor without parameters. */
  private static final List<Class<?>> COMMANDS =
      List.of(DemoCommand.class, ChaosCommand.class, SandboxCommand.class, BenchCommand.class);

  private Main() {}

  /** Runs a command and exits with its code: 0 for success, 1 for failure, 2 for wrong usage. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    COMMANDS.forEach(commandLine::addSubcommand);
    return commandLine;
  }
}
