package hma.sandbox.demo;

import hma.protocol.Side;
import hma.sandbox.ReadyFile;
import hma.sandbox.ReadyFile.AppAccess;
import hma.sandbox.Sandbox;
import java.io.PrintWriter;
import java.util.List;

/** Tells where everything of the demo's sandbox is, and what its dynos said last. */
final class SandboxNotes {
  private static final int LINES = 15;

  private SandboxNotes() {}

  /** The last lines of both services, of the workers and of the routers. */
  static void printLogs(Sandbox sandbox, PrintWriter out) {
    for (Side side : Side.values()) {
      for (String source : List.of("web.1", "worker.1", "router")) {
        List<String> lines = sandbox.app(side).log().recent(source);
        if (!lines.isEmpty()) {
          out.printf("%n  the last lines of %s of the %s side:%n", source, side.label());
          lines
              .subList(Math.max(0, lines.size() - LINES), lines.size())
              .forEach(line -> out.println("    " + line));
        }
      }
    }
    out.flush();
  }

  /** For whoever wants to go on by hand. */
  static void printAddresses(ReadyFile ready, PrintWriter out) {
    out.println();
    out.println("It stays up until Ctrl-C:");
    out.printf("  %-17s %s%n", "Platform API", ready.herokuApi());
    for (Side side : Side.values()) {
      AppAccess access = ready.of(side);
      out.printf("  %-17s %s%n", side.label() + "'s web_url", access.url());
      out.printf("  %-17s %s%n", side.label() + "'s database", access.database().reveal());
    }
    out.println("One more switchover, with a token that is good once and for 15 minutes:");
    out.printf(
        "  curl -i -X POST %s -H 'Content-Type: application/json' -d '%s' -H 'Authorization: Bearer %s'%n",
        ready.master().url().resolve("/api/v1/switchovers"),
        "{\"to\":\"slave\",\"from\":\"master\"}",
        BearerToken.issue(ready.sharedKey(), "switchover"));
    out.flush();
  }
}
