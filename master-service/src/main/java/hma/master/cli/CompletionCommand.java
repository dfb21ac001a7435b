package hma.master.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hma completion}: lets the shell complete commands and options. */
@Command(
    name = "completion",
    description =
        "Prints a script with which bash, or zsh after bashcompinit, completes the commands of the"
            + " master and their options.")
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec command = CommandSpec.create();

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.print(AutoComplete.bash("hma", command.root().commandLine()));
    return ExitCodes.OK;
  }
}
