package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses what reached the Heroku router in clear text: the router passes it on, see <a
 * href="https://devcenter.heroku.com/articles/http-routing#heroku-headers">X-Forwarded-Proto</a>.
 */
final class HttpsOnly implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext context) {
    String scheme = context.request().getHeader("X-Forwarded-Proto");
    if (scheme == null || scheme.equalsIgnoreCase("https")) {
      context.next();
      return;
    }
    context.fail(
        new Problem(
                403,
                "https-needed",
                "Only https is served",
                "use https, and make a new token: this one was sent in clear text",
                false)
            .asException());
  }
}
