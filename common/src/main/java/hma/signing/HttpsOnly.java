package hma.signing;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * Refuses what reached the router in clear text: Heroku's router does not redirect http to https
 * but says in {@code X-Forwarded-Proto} how a request came. Peers on loopback are let through.
 */
public final class HttpsOnly implements Handler<RoutingContext> {
  private final Refusals refusals;
  private final Predicate<SocketAddress> exempt;

  /** For a server of this Vert.x; put it before every other handler. */
  public HttpsOnly(Vertx vertx) {
    this(vertx, HttpsOnly::isLoopback);
  }

  HttpsOnly(Vertx vertx, Predicate<SocketAddress> exempt) {
    this.refusals = new Refusals(vertx, BodyLimits.DEFAULT);
    this.exempt = exempt;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    List<String> protocols = request.headers().getAll("x-forwarded-proto");
    if (isSecure(protocols) || exempt.test(request.remoteAddress())) {
      context.next();
      return;
    }
    refusals.drainAndAnswer(request, Refusal.NOT_HTTPS);
  }

  private static boolean isSecure(List<String> protocols) {
    return protocols.stream().allMatch("https"::equalsIgnoreCase);
  }

  static boolean isLoopback(SocketAddress peer) {
    String address = peer.hostAddress();
    return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
  }
}
