package hma.service;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells browsers what an answer is not for: to be guessed at, framed, run or read by other sites.
 * See OWASP's <a
 * href="https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html">REST
 * security cheat sheet</a>. A page that is to be looked at replaces the policy by its own.
 */
public final class SecurityHeaders implements Handler<RoutingContext> {
  /** The header of the policy. */
  public static final String POLICY = "Content-Security-Policy";

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String TWO_YEARS = "max-age=63072000";

  /** Knows its headers. */
  public SecurityHeaders() {}

  @Override
  public void handle(RoutingContext context) {
    put(context.request(), context.response());
    context.next();
  }

  /** Adds them to an answer. */
  static void put(HttpServerRequest request, HttpServerResponse response) {
    response
        .putHeader(HttpHeaders.createOptimized("X-Content-Type-Options"), "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader(POLICY, NOTHING)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    // RFC 6797, 7.2: not over plain HTTP, which the router names.
    if ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))) {
      response.putHeader("Strict-Transport-Security", TWO_YEARS);
    }
  }
}
