package hma.master.cli;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;

/** {@code hma serve}: the master, until a signal comes. */
@Command(name = "serve", description = "Runs the master service until SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {
  private final IntSupplier service;

  ServeCommand(IntSupplier service) {
    this.service = service;
  }

  @Override
  public Integer call() {
    return service.getAsInt();
  }
}
