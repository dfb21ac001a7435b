package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Lets a request pass whose bearer token allows it, see <a
 * href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>.
 */
final class Guard implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Guard.class);
  private static final String BEARER = "bearer ";
  private static final String ADMITTED = Guard.class.getName();

  private final AccessTokens tokens;
  private final FailedAttempts failures;
  private final Guards.Spending spending;
  private final Scope asked;
  private final Kind kind;

  /** What is guarded. */
  enum Kind {
    /** What anybody may see: no token is needed, but one that is sent must be in order. */
    OPEN,
    /** What shows more: a token is needed, and may be shown again. */
    DATA,
    /** What changes something: a token that has that scope and has not acted yet. */
    ACTING
  }

  /**
   * Guards something.
   *
   * @param spending lets a token act once
   * @param asked the scope that is needed
   */
  Guard(
      AccessTokens tokens,
      FailedAttempts failures,
      Guards.Spending spending,
      Scope asked,
      Kind kind) {
    this.tokens = tokens;
    this.failures = failures;
    this.spending = spending;
    this.asked = asked;
    this.kind = kind;
  }

  @Override
  public void handle(RoutingContext context) {
    List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty() && kind == Kind.OPEN) {
      context.next();
      return;
    }
    // Its body is read by whoever comes after.
    context.request().pause();
    bearer(headers)
        .compose(tokens::verify)
        .compose(token -> admitted(context, token))
        .onComplete(known -> context.request().resume())
        .onSuccess(token -> {
          context.put(ADMITTED, token);
          context.next();
        })
        .onFailure(failure -> refuse(context, failure, headers.isEmpty()));
  }

  private static Future<String> bearer(List<String> headers) {
    if (headers.size() != 1 || !headers.getFirst().toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Future.failedFuture(
          new RefusedToken("send one header Authorization: Bearer TOKEN; hma token makes one"));
    }
    return Future.succeededFuture(headers.getFirst().substring(BEARER.length()).strip());
  }

  private Future<AccessToken> admitted(RoutingContext context, AccessToken token) {
    if (!token.allows(asked)) {
      challenge(context, "insufficient_scope");
      return Future.failedFuture(
          new Problem(
                  403,
                  "insufficient-scope",
                  "The token does not allow this",
                  "the token needs the scope " + asked.label() + ": make one that has it",
                  false)
              .asException());
    }
    return kind == Kind.ACTING ? spent(context, token) : Future.succeededFuture(token);
  }

  /** Until when a request may be answered: as long as the token lives that it came with. */
  static Instant end(RoutingContext context) {
    AccessToken token = context.get(ADMITTED);
    return token == null ? Instant.MAX : token.expiresAt();
  }

  private Future<AccessToken> spent(RoutingContext context, AccessToken token) {
    return spending
        .apply(token.id(), token.expiresAt())
        .map(first -> {
          if (!first) {
            throw new RefusedToken("it has been used already: make a new one");
          }
          log.atInfo()
              .addKeyValue("method", context.request().method())
              .addKeyValue("path", context.normalizedPath())
              .addKeyValue("jti", token.id())
              .addKeyValue("address", FailedAttempts.address(context.request()))
              .log("a token acts");
          return token;
        });
  }

  private void refuse(RoutingContext context, Throwable failure, boolean missing) {
    if (!(failure instanceof RefusedToken)) {
      ApiJson.fail(context, failure);
      return;
    }
    if (!missing && !failures.allows(FailedAttempts.address(context.request()))) {
      context
          .response()
          .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(FailedAttempts.PAUSE.toSeconds()));
      context.fail(
          new Problem(
                  429,
                  "too-many-refused-tokens",
                  "Too many tokens were refused",
                  "too many tokens of this address were refused: wait, and check the key they are made with",
                  true)
              .asException());
      return;
    }
    log.atLevel(missing ? Level.DEBUG : Level.INFO)
        .addKeyValue("method", context.request().method())
        .addKeyValue("path", context.normalizedPath())
        .addKeyValue("reason", failure.getMessage())
        .log("a token was refused");
    challenge(context, missing ? "" : "invalid_token");
    String what = missing ? "there is no token: " : "the token is refused: ";
    context.fail(
        new Problem(
                401, "unauthorized", "A valid token is needed", what + failure.getMessage(), false)
            .asException());
  }

  private void challenge(RoutingContext context, String error) {
    StringBuilder challenge = new StringBuilder("Bearer realm=\"hma\"");
    if (!error.isEmpty()) {
      challenge.append(", error=\"").append(error).append('"');
    }
    challenge.append(", scope=\"").append(asked.label()).append('"');
    context.response().putHeader("WWW-Authenticate", challenge.toString());
  }
}
