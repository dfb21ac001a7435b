package hma.master;

import hma.master.cli.Cli;
import hma.master.cli.Console;

/** The entry point. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name; its exit code is the process's. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && !arguments[0].equals("serve")) {
      // A command's results are what standard output is for.
      System.setProperty("hma.log.target", "System.err");
    }
    if (Cli.isQuiet(arguments)) {
      System.setProperty("hma.log.level", "WARN");
    }
    System.exit(Cli.run(new MasterProcess(), Console.ofThisProcess(), arguments));
  }
}
