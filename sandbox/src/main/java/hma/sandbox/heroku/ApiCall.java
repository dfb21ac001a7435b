package hma.sandbox.heroku;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * A request to the Platform API and what was answered, or would have been where the answer is lost.
 *
 * @param method as in {@code GET}
 * @param path without a query
 * @param accept the request's header of that name; empty where it has none
 * @param request the request's body; empty where it has none
 * @param status the answer's
 * @param answer the answer's body
 */
public record ApiCall(
    String method, String path, String accept, String request, int status, String answer) {
  static ApiCall of(RoutingContext context, int status, String answer) {
    HttpServerRequest request = context.request();
    return new ApiCall(
        request.method().name(),
        context.normalizedPath(),
        Objects.requireNonNullElse(request.getHeader("Accept"), ""),
        Objects.requireNonNullElse(context.body().asString(), ""),
        status,
        answer);
  }
}
