package hma.master.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands share that begin something which goes on in the master: {@code --follow}. */
final class RunOptions {
  @Mixin private final MasterOptions master = new MasterOptions();

  @Option(names = "--follow", description = "wait for the end and show each step")
  private boolean follow;

  MasterOptions master() {
    return master;
  }

  boolean follow() {
    return follow;
  }
}
