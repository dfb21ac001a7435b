package hma.master.cli;

import hma.config.Spelling;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, in two lines: all options after it would push that off
 * the screen.
 */
final class WrongUsage implements IParameterExceptionHandler {
  /** What {@code ./hma} does by itself, or has other programs do. */
  private static final List<String> OF_THE_LAUNCHER =
      List.of("demo", "chaos", "sandbox", "bench", "test", "build", "agent", "java-home");

  private final Console console;

  WrongUsage(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    console.complain("hma: " + explained(failure, command));
    console.complain(
        command.getParent() == null
            ? "./hma --help lists the commands"
            : "./hma %s --help lists its options".formatted(command.getCommandName()));
    return ExitCodes.USAGE;
  }

  /** A word that nobody knows may well be what is missing, misspelt. */
  private static String explained(ParameterException failure, CommandLine command) {
    Optional<String> better =
        switch (failure) {
          case UnmatchedArgumentException unknown ->
              Optional.of(unknown(unknown.getUnmatched().getFirst(), command));
          case MissingParameterException missing ->
              strayBefore(missing.getCommandLine())
                  .map("%s stands before the command: options come after it"::formatted)
                  .or(() -> first(command).map(word -> unknown(word, command)));
          default -> Optional.empty();
        };
    return better.orElseGet(() -> Objects.toString(failure.getMessage()));
  }

  private static Optional<String> strayBefore(CommandLine command) {
    return Optional.ofNullable(command.getParent()).flatMap(WrongUsage::first);
  }

  private static Optional<String> first(CommandLine command) {
    return command.getUnmatchedArguments().stream().findFirst();
  }

  private static String unknown(String word, CommandLine command) {
    if (command.getParent() == null) {
      return word.startsWith("-")
          ? "hma has no option %s: those of a command come after it".formatted(word)
          : "'%s' is no command%s".formatted(word, meant(word, commands(command)));
    }
    String name = command.getCommandName();
    return word.startsWith("-")
        ? "%s has no option %s%s".formatted(name, word, meant(word, options(command)))
        : "%s takes no '%s'".formatted(name, word);
  }

  private static String meant(String word, List<String> known) {
    String given = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    return Spelling.nearest(given, known).map(": did you mean %s?"::formatted).orElse("");
  }

  private static List<String> commands(CommandLine root) {
    return Stream.concat(root.getSubcommands().keySet().stream(), OF_THE_LAUNCHER.stream())
        .toList();
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }
}
