package hma.master.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes and verifies the tokens of those who act: <a
 * href="https://www.rfc-editor.org/rfc/rfc7519">JSON Web Tokens</a>, HS256 only, under the token
 * key that both ends derive from the shared key.
 */
public final class AccessTokens {
  private static final String ALGORITHM = "HS256";
  private static final int LONGEST_TOKEN = 4096;

  /** Three parts, the last of them the 32 bytes of HMAC-SHA256. */
  private static final Pattern COMPACT =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");

  private final List<JWTAuth> keys;
  private final Clock clock;
  private final TokenClaims claims;

  /**
   * Takes the keys.
   *
   * @param tokenKeys 32 bytes each: the current one, with which tokens are made, then those still
   *     accepted
   * @param clock what the tokens' times are compared with
   * @throws IllegalArgumentException when there is no key
   */
  public AccessTokens(Vertx vertx, List<byte[]> tokenKeys, Clock clock) {
    if (tokenKeys.isEmpty()) {
      throw new IllegalArgumentException("there is no token key");
    }
    this.keys = tokenKeys.stream().map(key -> verifier(vertx, key)).toList();
    this.clock = clock;
    this.claims = new TokenClaims(clock);
  }

  /**
   * Makes a token.
   *
   * @param scope what it allows
   * @param life how long it is accepted, a second to 15 minutes
   * @return the token in its compact form
   * @throws IllegalArgumentException when the life is not in that range
   */
  public String issue(Scope scope, Duration life) {
    if (life.toSeconds() < 1 || life.compareTo(TokenClaims.LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException(
          "a token lives for 1 second to 15 minutes, not " + life.toSeconds() + " seconds");
    }
    long now = clock.instant().getEpochSecond();
    JsonObject content =
        new JsonObject()
            .put("iss", TokenClaims.ISSUER)
            .put("aud", TokenClaims.AUDIENCE)
            .put("scope", scope.label())
            .put("iat", now)
            .put("exp", now + life.toSeconds())
            .put("jti", UUID.randomUUID().toString());
    return keys.getFirst().generateToken(content, new JWTOptions().setAlgorithm(ALGORITHM));
  }

  /**
   * Verifies a token.
   *
   * @return fails with a {@link RefusedToken}
   */
  Future<AccessToken> verify(String token) {
    if (token.length() > LONGEST_TOKEN || !COMPACT.matcher(token).matches()) {
      return Future.failedFuture(
          new RefusedToken("it is not a JSON Web Token that is signed with HS256"));
    }
    try {
      checkShape(token.split("\\.", -1));
    } catch (RefusedToken wrong) {
      return Future.failedFuture(wrong);
    }
    Future<User> verified = Future.failedFuture("no key");
    for (JWTAuth key : keys) {
      verified = verified.recover(failure -> authenticated(key, token));
    }
    return verified
        .recover(failure ->
            Future.failedFuture(
                new RefusedToken("it is not signed with HS256 under this service's key")))
        .map(user -> claims.read(user.attributes().getJsonObject("accessToken")));
  }

  /**
   * What is wrong whoever signed it: the library says of all that it refuses only that it does, and
   * passes over extensions that a token declares critical (RFC 7515, 4.1.11).
   */
  private void checkShape(String[] parts) {
    JsonObject header = decoded("header", parts[0]);
    if (!ALGORITHM.equals(header.getValue("alg")) || header.containsKey("crit")) {
      throw new RefusedToken("its alg must be HS256, without crit");
    }
    claims.checkTypes(decoded("content", parts[1]));
  }

  private static JsonObject decoded(String what, String part) {
    try {
      byte[] text = Base64.getUrlDecoder().decode(part);
      return new JsonObject(Buffer.buffer(text));
    } catch (IllegalArgumentException | DecodeException | ClassCastException notOne) {
      throw new RefusedToken("its " + what + " is not a JSON object in base64url");
    }
  }

  private static Future<User> authenticated(JWTAuth key, String token) {
    return key.authenticate(new TokenCredentials(token));
  }

  /** Times are left to {@link TokenClaims}, which has the clock. */
  private static JWTAuth verifier(Vertx vertx, byte[] key) {
    return JWTAuth.create(
        vertx,
        new JWTAuthOptions()
            .addPubSecKey(
                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(key)))
            .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
  }
}
