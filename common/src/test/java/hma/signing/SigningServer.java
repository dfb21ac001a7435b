package hma.signing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on loopback whose one route counts what it takes and answers with the body. */
final class SigningServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final HttpServer http;

  SigningServer(SigningKeys keys, InstantSource clock) throws Exception {
    this(keys, clock, BodyLimits.DEFAULT);
  }

  SigningServer(SigningKeys keys, InstantSource clock, BodyLimits limits) throws Exception {
    Instant longAgo = clock.instant().minusSeconds(3600);
    SignedRoutes signed =
        new SignedRoutes(vertx, keys, new ReplayGuard(clock, longAgo), clock, limits);
    Router router = Router.router(vertx);
    router.route().handler(signed).handler(this::echo).failureHandler(this::count);
    http =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  private void echo(RoutingContext context) {
    taken.incrementAndGet();
    SignedRequest request = SignedRequest.from(context);
    boolean broken = context.request().path().startsWith("/broken");
    Buffer body = broken ? Buffer.buffer("{\"code\":\"broken\"}") : request.body();
    SignedRoutes.respond(context, broken ? 500 : 200, request.contentType(), body);
  }

  private void count(RoutingContext context) {
    failed.incrementAndGet();
    context.response().setStatusCode(500).end();
  }

  Vertx vertx() {
    return vertx;
  }

  int port() {
    return http.actualPort();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  String authority() {
    return "127.0.0.1:" + port();
  }

  /** How many requests got through to the route. */
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
