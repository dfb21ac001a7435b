package hma.master.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A token whose signature and claims are in order.
 *
 * @param id its {@code jti}
 * @param scope the widest one it has; empty where it has none that is known here
 * @param issuedAt its {@code iat}
 * @param expiresAt its {@code exp}
 */
record AccessToken(String id, Optional<Scope> scope, Instant issuedAt, Instant expiresAt) {

  boolean allows(Scope asked) {
    return scope.filter(own -> own.covers(asked)).isPresent();
  }
}
