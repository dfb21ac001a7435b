package hma.sandbox.router;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The header fields that the router adds. To the dyno every request looks as if it came by TLS. */
final class ForwardedHeaders {
  private static final String REQUEST_ID = "X-Request-Id";
  private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9+/=_-]{20,200}");

  private ForwardedHeaders() {}

  /** The client's own id where it is usable, otherwise a new one. */
  static String requestId(MultiMap headers) {
    String given = headers.get(REQUEST_ID);
    return given != null && USABLE_ID.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }

  static void add(HttpServerRequest request, String requestId, MultiMap headers) {
    headers.set(REQUEST_ID, requestId);
    headers.set("X-Forwarded-Proto", "https");
    headers.set("X-Forwarded-Port", "443");
    headers.add("X-Forwarded-For", request.remoteAddress().hostAddress());
    headers.set("X-Request-Start", Long.toString(System.currentTimeMillis()));
    headers.add("Via", "1.1 heroku-router");
  }
}
