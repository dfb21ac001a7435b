package hma.master.api;

import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the guard of each operation from what the document says of its security. */
final class Guards {
  private static final String SCHEME = "token";

  private final AccessTokens tokens;
  private final SpentTokens spent;
  private final FailedAttempts failures;
  private final Supplier<Instant> leadingSince;
  private final boolean open;

  /**
   * Knows who is let in.
   *
   * @param leadingSince since when this process is the one that is asked
   */
  Guards(MasterApi.Access access, Supplier<Instant> leadingSince) {
    this.tokens = access.tokens();
    this.spent = new SpentTokens(access.clock(), SpentTokens.CAPACITY);
    this.failures = new FailedAttempts(access.clock());
    this.leadingSince = leadingSince;
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
    return new Guard(tokens, spent, failures, leadingSince, scope, kind);
  }
}
