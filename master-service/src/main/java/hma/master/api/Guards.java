package hma.master.api;

import io.vertx.core.Future;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the guard of each operation from what the document says of its security. */
final class Guards {
  private static final String SCHEME = "token";

  private final AccessTokens tokens;
  private final FailedAttempts failures;
  private final Spending spending;
  private final boolean open;

  /** Lets a token act once: tells whether it had not yet. */
  @FunctionalInterface
  interface Spending extends BiFunction<String, Instant, Future<Boolean>> {}

  /**
   * Knows who is let in.
   *
   * @param spending lets a token act once
   */
  Guards(MasterApi.Access access, Spending spending) {
    this.tokens = access.tokens();
    this.failures = new FailedAttempts(access.clock());
    this.spending = spending;
    this.open = access.open();
  }

  /**
   * The guard of an operation of the document; empty for what is open whatever the settings say.
   */
  Optional<Guard> of(Operation operation) {
    List<SecurityRequirement> requirements = operation.getSecurityRequirements();
    if (requirements.isEmpty()) {
      return Optional.empty();
    }
    if (requirements.stream().anyMatch(SecurityRequirement::isEmpty)) {
      return Optional.of(guard(Scope.READ, open ? Guard.Kind.OPEN : Guard.Kind.DATA));
    }
    Scope scope =
        requirements.stream()
            .flatMap(requirement -> requirement.getScopes(SCHEME).stream())
            .flatMap(label -> Scope.of(label).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(operation.getOperationId()));
    return Optional.of(guard(scope, scope == Scope.READ ? Guard.Kind.DATA : Guard.Kind.ACTING));
  }

  private Guard guard(Scope scope, Guard.Kind kind) {
    return new Guard(tokens, failures, spending, scope, kind);
  }
}
