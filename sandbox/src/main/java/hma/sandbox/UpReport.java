package hma.sandbox;

import hma.protocol.Side;
import java.io.PrintWriter;

/** Says where things are. */
final class UpReport {
  private final Sandbox sandbox;
  private final SandboxOptions options;

  UpReport(Sandbox sandbox, SandboxOptions options) {
    this.sandbox = sandbox;
    this.options = options;
  }

  void print(PrintWriter out) {
    ReadyFile ready = sandbox.ready();
    out.println("The sandbox is up; Ctrl-C stops it.");
    out.println("  Platform API  " + ready.herokuApi());
    out.println("  control API   " + ready.control());
    out.println("  faults' seed  " + sandbox.heroku().faults().seed());
    for (Side side : Side.values()) {
      ReadyFile.AppAccess access = ready.of(side);
      out.printf("  %-12s  %s%n", access.app(), access.url());
    }
    out.println("  active        " + ready.active().label());
    out.println("  logs          " + sandbox.folder().resolve("logs"));
    options
        .readyFile()
        .ifPresentOrElse(
            file -> out.println("  ready file    " + file.toAbsolutePath()),
            () -> out.println(ready.toJson()));
    out.flush();
  }
}
