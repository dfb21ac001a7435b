package hma.master.api;

import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.time.Clock;
import java.util.List;

/** Makes the guard of each operation from what the document says of its security. */
final class Guards {
  private static final String SCHEME = "token";

  private final AccessTokens tokens;
  private final SpentTokens spent;
  private final FailedAttempts failures;
  private final boolean open;

  /**
   * Knows who is let in.
   *
   * @param open whether anybody may look
   */
  Guards(AccessTokens tokens, Clock clock, boolean open) {
    this.tokens = tokens;
    this.spent = new SpentTokens(clock, SpentTokens.CAPACITY);
    this.failures = new FailedAttempts(clock);
    this.open = open;
  }

  /** The guard of an operation of the document. */
  Guard of(Operation operation) {
    List<SecurityRequirement> requirements = operation.getSecurityRequirements();
    if (requirements.stream().anyMatch(SecurityRequirement::isEmpty)) {
      return looking();
    }
    Scope scope =
        requirements.stream()
            .flatMap(requirement -> requirement.getScopes(SCHEME).stream())
            .flatMap(label -> Scope.of(label).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(operation.getOperationId()));
    return new Guard(
        tokens, spent, failures, scope, scope == Scope.READ ? Guard.Kind.DATA : Guard.Kind.ACTING);
  }

  /** For what anybody may see, unless the settings close it. */
  Guard looking() {
    return new Guard(tokens, spent, failures, Scope.READ, open ? Guard.Kind.OPEN : Guard.Kind.DATA);
  }
}
