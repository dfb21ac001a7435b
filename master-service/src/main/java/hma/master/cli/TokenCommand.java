package hma.master.cli;

import hma.master.api.Scope;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hma token}: prints a token for the API. */
@Command(
    name = "token",
    description = "Prints a token for the API, made with HMA_SHARED_KEY; it acts once.")
final class TokenCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      completionCandidates = Candidates.Scopes.class,
      description = "read, switchover or admin; each allows what those before it do")
  private Scope scope = Scope.READ;

  @Option(
      names = "--ttl",
      defaultValue = "5m",
      paramLabel = "TIME",
      description = "how long it is accepted, as in 90s or 10m, at most 15m (default: 5m)")
  private Duration life = Duration.ofMinutes(5);

  @Option(names = "--json", description = "print token, scope and expiry as JSON")
  private boolean json;

  TokenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return Outcome.of(
        console,
        "token",
        vertx ->
            new ClientSettings(console.source())
                .tokens(vertx)
                .map(tokens -> {
                  print(tokens.issue(scope, life));
                  return ExitCodes.OK;
                }));
  }

  private void print(String token) {
    if (!json) {
      console.print(token);
      return;
    }
    console.print(
        new JsonObject()
            .put("token", token)
            .put("scope", scope.label())
            .put("expiresAt", Instant.now().plus(life).toString())
            .encode());
  }
}
