package hma.sandbox.control;

import hma.sandbox.faults.Faults;
import hma.sandbox.faults.Strikes;
import hma.sandbox.heroku.LocalHeroku;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers on a port of its own, which no fault is about. Described in {@code docs/sandbox.md}. */
public final class ControlApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlApi.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long BODY_LIMIT = 1024L * 1024;
  private static final String FAULTS = "/sandbox/faults";

  private final LocalHeroku heroku;
  private final HttpServer server;

  private ControlApi(Vertx vertx, LocalHeroku heroku) {
    this.heroku = heroku;
    this.server = vertx.createHttpServer().requestHandler(router(vertx));
  }

  /** Begins to listen on loopback, on any port. It blocks: not for event loops. */
  public static ControlApi listen(Vertx vertx, LocalHeroku heroku) {
    ControlApi control = new ControlApi(vertx, heroku);
    Awaiting.await(control.server.listen(0, "127.0.0.1"), LIMIT, "listening on a port");
    return control;
  }

  /** Where it is, with a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/sandbox/");
  }

  @Override
  public void close() {
    Awaiting.await(server.close(), LIMIT, "stopping the control API");
  }

  private Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    router.get(FAULTS).handler(context -> answer(context, 200, heroku.faults().document()));
    router.put(FAULTS).handler(this::replace);
    router.delete(FAULTS).handler(context -> replace(context, Faults.none()));
    router.get("/sandbox/strikes").handler(this::strikes);
    return router;
  }

  private void replace(RoutingContext context) {
    try {
      replace(context, Faults.parse(Objects.requireNonNullElse(context.body().asString(), "")));
    } catch (IllegalArgumentException unusable) {
      answer(context, 422, new JsonObject().put("message", unusable.getMessage()));
    }
  }

  private void replace(RoutingContext context, Faults faults) {
    heroku.faults(faults);
    LOG.atDebug().addKeyValue("seed", faults.seed()).log("the faults were replaced");
    answer(context, 200, faults.document());
  }

  private void strikes(RoutingContext context) {
    JsonArray entries = new JsonArray();
    for (Strikes each : heroku.faults().strikes()) {
      entries.add(
          new JsonObject()
              .put("entry", each.where())
              .put("seen", each.seen())
              .put("struck", each.struck()));
    }
    answer(context, 200, new JsonObject().put("strikes", entries));
  }

  private static void answer(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.encodePrettily() + "\n");
  }
}
