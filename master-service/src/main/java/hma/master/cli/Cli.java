package hma.master.cli;

import hma.config.ConfigTemplate;
import hma.config.Role;
import hma.master.api.Scope;
import hma.protocol.Side;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands and what they share. */
@Command(
    name = "hma",
    description = "Keeps one worker alive across two Heroku apps on two accounts.")
public final class Cli {
  private Cli() {}

  /**
   * Runs one command.
   *
   * @param services the master
   * @param console what is read from and written to
   * @param arguments the command and its options
   * @return the exit code, see {@link ExitCodes}
   */
  public static int run(Services services, Console console, String... arguments) {
    CommandLine line =
        new CommandLine(new Cli())
            .addSubcommand(new ServeCommand(services))
            .addSubcommand(new TickCommand(console, services))
            .addSubcommand(new TokenCommand(console))
            .addSubcommand(new StatusCommand(console))
            .addSubcommand(new PlanCommand(console))
            .addSubcommand(new SwitchoverCommand(console))
            .addSubcommand(new RefreshCommand(console))
            .addSubcommand(new FailoverCommand(console))
            .addSubcommand(new DoctorCommand(console))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(new UnfenceCommand(console))
            .addSubcommand(new PauseCommand(console))
            .addSubcommand(new ResumeCommand(console))
            .addSubcommand(new ConfigCommand(console));
    line.registerConverter(Side.class, Converters::side)
        .registerConverter(Role.class, Converters::role)
        .registerConverter(ConfigTemplate.Format.class, Converters::format)
        .registerConverter(Scope.class, Converters::scope)
        .registerConverter(Duration.class, Converters::duration)
        .setOut(console.out())
        .setErr(console.err());
    describe(line);
    line.getSubcommands().values().forEach(Cli::describe);
    if (arguments.length == 0) {
      line.usage(console.err());
      return ExitCodes.USAGE;
    }
    return line.execute(arguments);
  }

  private static void describe(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    command.mixinStandardHelpOptions(true).version("hma " + version());
    command
        .usageMessage()
        .exitCodeListHeading("Exit codes:%n")
        .exitCodeList(ExitCodes.of(command.name()));
  }

  /** As the jar's manifest has it; classes in a folder have none. */
  private static String version() {
    return Objects.requireNonNullElse(
        Cli.class.getPackage().getImplementationVersion(), "of a working copy");
  }
}
