package hma.master.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a token has to say, see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>:
 * {@code aud} "hma", {@code iss} "hma" where there is one, {@code scope}, {@code iat}, {@code exp}
 * at most 15 minutes later, {@code jti}.
 */
final class TokenClaims {
  static final String AUDIENCE = "hma";
  static final String ISSUER = "hma";
  static final Duration LONGEST_LIFE = Duration.ofMinutes(15);
  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private static final int LONGEST_ID = 128;
  private static final long LATEST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final Clock clock;

  TokenClaims(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads the claims of a token whose signature has been verified.
   *
   * @throws RefusedToken when one is missing, malformed or not acceptable now
   */
  AccessToken read(JsonObject claims) {
    if (!names(claims.getValue("aud"))) {
      throw new RefusedToken("aud must be \"" + AUDIENCE + "\"");
    }
    if (claims.containsKey("iss") && !ISSUER.equals(claims.getValue("iss"))) {
      throw new RefusedToken("iss must be \"" + ISSUER + "\", or left out");
    }
    Instant issuedAt = time(claims, "iat");
    Instant expiresAt = time(claims, "exp");
    checkTimes(issuedAt, expiresAt);
    if (claims.containsKey("nbf")
        && time(claims, "nbf").isAfter(clock.instant().plus(CLOCK_SKEW))) {
      throw new RefusedToken("nbf is in the future");
    }
    return new AccessToken(id(claims), scope(claims), issuedAt, expiresAt);
  }

  /**
   * Checks what needs no signature to be told.
   *
   * @throws RefusedToken when a time is no number
   */
  void checkTypes(JsonObject claims) {
    time(claims, "iat");
    time(claims, "exp");
    if (claims.containsKey("nbf")) {
      time(claims, "nbf");
    }
  }

  private void checkTimes(Instant issuedAt, Instant expiresAt) {
    Instant now = clock.instant();
    if (issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
      throw new RefusedToken("iat is in the future: check the clocks");
    }
    if (!expiresAt.isAfter(now)) {
      throw new RefusedToken("the token has expired: make a new one");
    }
    if (!expiresAt.isAfter(issuedAt) || expiresAt.isAfter(issuedAt.plus(LONGEST_LIFE))) {
      throw new RefusedToken(
          "exp must be after iat and at most " + LONGEST_LIFE.toMinutes() + " minutes after it");
    }
  }

  private static boolean names(Object audience) {
    return switch (audience) {
      case String one -> one.equals(AUDIENCE);
      case JsonArray many -> many.contains(AUDIENCE);
      case null, default -> false;
    };
  }

  private static Instant time(JsonObject claims, String name) {
    if (claims.getValue(name) instanceof Number seconds
        && seconds.doubleValue() >= 0
        && seconds.doubleValue() <= LATEST_SECOND) {
      return Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000));
    }
    throw new RefusedToken(name + " must be there, in seconds since 1970");
  }

  private static String id(JsonObject claims) {
    if (claims.getValue("jti") instanceof String id
        && !id.isEmpty()
        && id.length() <= LONGEST_ID
        && id.chars().noneMatch(Character::isISOControl)) {
      return id;
    }
    throw new RefusedToken("jti must be there, text of 1 to " + LONGEST_ID + " characters");
  }

  private static Optional<Scope> scope(JsonObject claims) {
    if (claims.getValue("scope") instanceof String scopes) {
      return Arrays.stream(scopes.split(" ", -1))
          .flatMap(label -> Scope.of(label).stream())
          .max(Comparator.naturalOrder());
    }
    throw new RefusedToken("scope must be there: read, switchover or admin");
  }
}
