package hma.master.cli;

import hma.config.ConfigTemplate;
import hma.config.Role;
import hma.master.api.Scope;
import hma.master.journal.Purpose;
import hma.protocol.Side;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands and what they share. */
@Command(
    name = "hma",
    description = "Keeps one worker alive across two Heroku apps on two accounts.")
public final class Cli {
  private static final List<String> QUIET = List.of("-q", "--quiet");

  /** What they print is all that they are for. */
  private static final Set<String> ALWAYS_PRINT =
      Set.of("hma", "serve", "token", "config", "completion");

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
    CommandLine line = commands(services, isQuiet(arguments) ? console.quiet() : console);
    if (arguments.length == 0) {
      line.usage(console.err());
      return ExitCodes.USAGE;
    }
    int code = line.execute(arguments);
    if (console.hasLostResults()) {
      console.complain("hma: standard output cannot be written to: is its disk full, or closed?");
      return code == ExitCodes.OK ? ExitCodes.FAILED : code;
    }
    return code;
  }

  /** Whether nothing is to be printed but what goes wrong. */
  public static boolean isQuiet(String... arguments) {
    return Arrays.stream(arguments).anyMatch(QUIET::contains);
  }

  /** All of them. */
  static CommandLine commands(Services services, Console console) {
    MasterAccess access = new MasterAccess(console, services);
    CommandLine line =
        new CommandLine(new Cli())
            .addSubcommand(new ServeCommand(services))
            .addSubcommand(new TickCommand(console, services))
            .addSubcommand(new TokenCommand(console))
            .addSubcommand(new StatusCommand(console, access))
            .addSubcommand(new PlanCommand(console))
            .addSubcommand(new HistoryCommand(console, access))
            .addSubcommand(new SwitchoverCommand(console, access))
            .addSubcommand(new CancelCommand(console, access))
            .addSubcommand(new RehearseCommand(console, access))
            .addSubcommand(new RefreshCommand(console, access))
            .addSubcommand(new FailoverCommand(console))
            .addSubcommand(new DoctorCommand(console, access))
            .addSubcommand(new CompareCommand(console, access))
            .addSubcommand(new UnfenceCommand(console, access))
            .addSubcommand(new PauseCommand(console, access))
            .addSubcommand(new ResumeCommand(console, access))
            .addSubcommand(new ConfigCommand(console))
            .addSubcommand(new CompletionCommand(console));
    line.registerConverter(Side.class, Converters::side)
        .registerConverter(Role.class, Converters::role)
        .registerConverter(ConfigTemplate.Format.class, Converters::format)
        .registerConverter(Scope.class, Converters::scope)
        .registerConverter(Purpose.class, Converters::purpose)
        .registerConverter(Duration.class, Converters::duration)
        .registerConverter(int.class, Converters::number)
        .registerConverter(Integer.class, Converters::number)
        .registerConverter(URI.class, Converters::address)
        .setParameterExceptionHandler(new WrongUsage(console))
        .setOut(console.out())
        .setErr(console.err());
    describe(line);
    line.getSubcommands().values().forEach(Cli::describe);
    return line;
  }

  private static void describe(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    command.mixinStandardHelpOptions(true).version("hma " + version());
    command
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCodes.of(command.name()));
    List<Examples.Example> examples = Examples.of(command.name());
    if (!examples.isEmpty()) {
      command
          .usageMessage()
          .footerHeading("%nExamples:%n")
          .footer(examples.stream().flatMap(Examples.Example::lines).toArray(String[]::new));
    }
    if (!ALWAYS_PRINT.contains(command.name())) {
      command.addOption(
          OptionSpec.builder(QUIET.toArray(String[]::new))
              .arity("0")
              .type(boolean.class)
              .description("print nothing but what goes wrong")
              .build());
    }
  }

  /** As the jar's manifest has it; classes in a folder have none. */
  private static String version() {
    return Objects.requireNonNullElse(
        Cli.class.getPackage().getImplementationVersion(), "of a working copy");
  }
}
