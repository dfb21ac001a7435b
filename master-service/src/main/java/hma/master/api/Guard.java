package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request pass whose bearer token allows it, see <a
 * href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>.
 */
final class Guard implements Handler<RoutingContext> {
  private static final Logger log = LoggerFactory.getLogger(Guard.class);
  private static final String BEARER = "bearer ";

  private final AccessTokens tokens;
  private final SpentTokens spent;
  private final FailedAttempts failures;
  private final Supplier<Instant> leadingSince;
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
   * @param leadingSince since when this process is the one that is asked
   * @param asked the scope that is needed
   */
  Guard(
      AccessTokens tokens,
      SpentTokens spent,
      FailedAttempts failures,
      Supplier<Instant> leadingSince,
      Scope asked,
      Kind kind) {
    this.tokens = tokens;
    this.spent = spent;
    this.failures = failures;
    this.leadingSince = leadingSince;
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
        .onComplete(known -> context.request().resume())
        .onSuccess(token -> admit(context, token))
        .onFailure(failure -> refuse(context, failure, headers.isEmpty()));
  }

  private static Future<String> bearer(List<String> headers) {
    if (headers.size() != 1 || !headers.getFirst().toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Future.failedFuture(
          new RefusedToken("send one header Authorization: Bearer TOKEN; hma token makes one"));
    }
    return Future.succeededFuture(headers.getFirst().substring(BEARER.length()).strip());
  }

  private void admit(RoutingContext context, AccessToken token) {
    if (!token.allows(asked)) {
      challenge(context, "insufficient_scope");
      context.fail(
          new Problem(
                  403,
                  "insufficient-scope",
                  "The token does not allow this",
                  "the token needs the scope " + asked.label() + ": make one that has it",
                  false)
              .asException());
      return;
    }
    if (kind == Kind.ACTING) {
      act(context, token);
      return;
    }
    context.next();
  }

  private void act(RoutingContext context, AccessToken token) {
    switch (spent.spend(token, leadingSince.get())) {
      case ACCEPTED -> context.next();
      case SEEN_BEFORE ->
          refuse(context, new RefusedToken("it has been used already: make a new one"), false);
      case OLDER_THAN_THIS_PROCESS ->
          refuse(
              context,
              new RefusedToken(
                  "it is older than this process of the service, or than its lead: make a new one"),
              false);
      case MEMORY_FULL ->
          context.fail(
              new Problem(
                      503,
                      "too-many-tokens",
                      "Too many tokens are in use",
                      "more tokens have acted in the last minutes than are remembered: wait",
                      true)
                  .asException());
    }
  }

  private void refuse(RoutingContext context, Throwable failure, boolean missing) {
    if (!(failure instanceof RefusedToken)) {
      context.fail(failure);
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
    log.atInfo()
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
