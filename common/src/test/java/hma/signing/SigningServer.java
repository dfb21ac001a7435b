package hma.signing;

import hma.protocol.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on loopback that counts what its signed routes take. */
final class SigningServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final HttpServer http;

  SigningServer(SigningKeys keys, InstantSource clock) throws Exception {
    this(keys, new ReplayGuard(clock, clock.instant().minusSeconds(3600)), clock);
  }

  SigningServer(SigningKeys keys, ReplayGuard guard, InstantSource clock) throws Exception {
    this(keys, guard, clock, BodyLimits.DEFAULT);
  }

  SigningServer(SigningKeys keys, ReplayGuard guard, InstantSource clock, BodyLimits limits)
      throws Exception {
    Router router = Router.router(vertx);
    SignedRoutes signed = new SignedRoutes(vertx, keys, guard, clock, limits);
    router.route().handler(signed).handler(this::count);
    router.route("/sessions/*").handler(SigningServer::echo);
    router.route("/problem").handler(context -> respond(context, 409, "stale-term"));
    router.errorHandler(400, context -> respond(context, 400, "bad-request"));
    router.errorHandler(404, context -> respond(context, 404, "not-found"));
    router.errorHandler(500, this::fail);
    http =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  private void count(RoutingContext context) {
    taken.incrementAndGet();
    context.next();
  }

  private static void echo(RoutingContext context) {
    SignedRequest request = SignedRequest.from(context);
    SignedRoutes.respond(context, 200, request.contentType(), request.body());
  }

  private static void respond(RoutingContext context, int status, String code) {
    SignedRoutes.respond(context, new Problem(status, code, code, "Nothing more to say.", false));
  }

  private void fail(RoutingContext context) {
    failed.incrementAndGet();
    context.response().setStatusCode(500).end();
  }

  Vertx vertx() {
    return vertx;
  }

  int port() {
    return http.actualPort();
  }

  String authority() {
    return "127.0.0.1:" + port();
  }

  URI uri() {
    return URI.create("http://" + authority() + "/");
  }

  /** How many requests got through to the routes. */
  int taken() {
    return taken.get();
  }

  /** How many requests ended in an exception. */
  int failed() {
    return failed.get();
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
