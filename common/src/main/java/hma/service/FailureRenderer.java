package hma.service;

import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The one renderer of failures: every error of a service leaves it as an RFC 9457 problem. What was
 * not foreseen is logged under an incident's id, and that id is all that is shown of it.
 */
public final class FailureRenderer implements Handler<RoutingContext> {
  private static final Logger LOGGER = LoggerFactory.getLogger(FailureRenderer.class);

  private static final List<Integer> NO_ROUTE = List.of(404, 405, 406, 415);

  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

  private final Router router;
  private final Map<String, Long> told = new HashMap<>();

  private FailureRenderer(Router router) {
    this.router = router;
  }

  /** Renders all failures of this router and of those mounted on it. */
  public static void install(Router router) {
    FailureRenderer renderer = new FailureRenderer(router);
    router.route().failureHandler(renderer);
    NO_ROUTE.forEach(status -> router.errorHandler(status, renderer));
    router.errorHandler(400, renderer::malformed);
  }

  /**
   * Of a path whose percent-encoding is broken, which no route is asked about. The router answers
   * by itself what is not answered at once, so that a body can't be awaited.
   */
  private void malformed(RoutingContext context) {
    MultiMap headers = context.request().headers();
    boolean withoutBody =
        !headers.contains(HttpHeaders.CONTENT_LENGTH)
            && !headers.contains(HttpHeaders.TRANSFER_ENCODING);
    answer(context, foreseen(context, HttpProblems.of(400)), withoutBody);
  }

  @Override
  public void handle(RoutingContext context) {
    Rendering rendering = rendering(context);
    // Whoever did not send it in time is not waited for once more.
    Future<Boolean> drain =
        rendering.status() == 408
            ? Future.succeededFuture(false)
            : BodyDrain.drain(context.vertx(), context.request());
    drain.onSuccess(drained -> answer(context, rendering, drained));
  }

  private Rendering rendering(RoutingContext context) {
    return switch (context.failure()) {
      case ProblemException foreseen -> foreseen(context, foreseen.problem());
      case HttpException http -> foreseen(context, HttpProblems.of(http.getStatusCode()));
      case null -> foreseen(context, HttpProblems.of(context.statusCode()));
      case RejectedExecutionException stopping -> foreseen(context, HttpProblems.of(503));
      case HttpClosedException gone -> foreseen(context, HttpProblems.of(400));
      // Whatever broke the reading of a body came from who sent it.
      case Exception broken when RequestBody.isBeingRead(context) ->
          foreseen(context, HttpProblems.of(400));
      default ->
          context.statusCode() >= 400 && context.statusCode() < 500
              ? foreseen(context, HttpProblems.of(context.statusCode()))
              : unforeseen(context, context.failure());
    };
  }

  private Rendering foreseen(RoutingContext context, Problem problem) {
    log(context, isToBeTold(problem) ? LOGGER.atWarn() : LOGGER.atDebug())
        .addKeyValue("status", problem.status())
        .addKeyValue("code", problem.code())
        .log(problem.detail());
    return new Rendering(problem.status(), ProblemJson.encode(problem));
  }

  /** Anybody may ask, as often as he likes: that must not fill the log. */
  private synchronized boolean isToBeTold(Problem problem) {
    long now = System.nanoTime();
    Long before = told.get(problem.code());
    boolean again = before == null || now - before > TELL_AGAIN.toNanos();
    if (problem.status() < 500 || !again) {
      return false;
    }
    told.put(problem.code(), now);
    return true;
  }

  private static Rendering unforeseen(RoutingContext context, Throwable failure) {
    String incident = "urn:uuid:" + UUID.randomUUID();
    log(context, LOGGER.atError())
        .addKeyValue("incident", incident)
        .setCause(failure)
        .log("a request failed unexpectedly");
    Problem problem =
        new Problem(
            500,
            "internal",
            "Internal error",
            "Something unexpected happened: look for the instance in the service's log",
            false);
    return new Rendering(500, ProblemJson.encode(problem).put("instance", incident));
  }

  /** Without the query, which may hold what nobody should read. */
  private static LoggingEventBuilder log(RoutingContext context, LoggingEventBuilder event) {
    return event
        .addKeyValue("method", context.request().method())
        .addKeyValue("path", context.request().path());
  }

  private void answer(RoutingContext context, Rendering rendering, boolean drained) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      // Too late for a status: breaking the connection tells the client that this is not the whole.
      context.request().connection().close();
      return;
    }
    if (rendering.status() == 405) {
      response.putHeader(HttpHeaders.ALLOW, AllowedMethods.at(router, context.normalizedPath()));
      if (context.request().method().equals(HttpMethod.OPTIONS)) {
        // RFC 9110, 9.3.7: what no route answers is answered for all of them here.
        if (!drained) {
          response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.setStatusCode(204).end();
        return;
      }
    }
    ProblemJson.send(context.request(), rendering.body(), !drained);
  }

  private record Rendering(int status, JsonObject body) {}
}
