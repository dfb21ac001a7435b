package hma.master;

import hma.master.cli.Cli;
import hma.master.cli.Console;
import java.util.Set;

/** The entry point. */
public final class Main {
  /** Whose log is read afterwards; who types another command reads what that shows. */
  private static final Set<String> SERVICES = Set.of("serve", "tick");

  private Main() {}

  /** Runs the command that the arguments name; its exit code is the process's. */
  public static void main(String[] arguments) {
    String command = arguments.length == 0 ? "" : arguments[0];
    if (!command.equals("serve")) {
      // A command's results are what standard output is for.
      System.setProperty("hma.log.target", "System.err");
    }
    if (!SERVICES.contains(command) || Cli.isQuiet(arguments)) {
      System.setProperty("hma.log.level", "WARN");
    }
    System.exit(Cli.run(new MasterProcess(), Console.ofThisProcess(), arguments));
  }
}
