package hma.master.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hma completion}: lets the shell complete commands and options. */
@Command(
    name = "completion",
    description =
        "Prints a script with which bash, or zsh after bashcompinit, completes commands, and the"
            + " options of those of the master.")
final class CompletionCommand implements Callable<Integer> {
  /** What the launcher runs by itself or in other programs, whose options it does not know. */
  private static final List<String> LAUNCHED =
      List.of("agent", "bench", "build", "chaos", "demo", "java-home", "sandbox", "test");

  private final Console console;

  @Spec private CommandSpec command = CommandSpec.create();

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine all = command.root().commandLine();
    LAUNCHED.forEach(name -> all.addSubcommand(name, CommandSpec.create()));
    console.print(AutoComplete.bash("hma", all));
    return ExitCodes.OK;
  }
}
