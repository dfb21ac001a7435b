package hma.master.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hma serve}: the master, until a signal comes. */
@Command(name = "serve", description = "Runs the master service until SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
  private final Services services;

  ServeCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    return services.serve();
  }
}
