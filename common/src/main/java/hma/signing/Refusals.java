package hma.signing;

import hma.protocol.Problem;
import hma.signing.BodyReader.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Answers requests that are not taken: cheaply, without detail, unsigned, after their body. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Vertx vertx;
  private final BodyLimits limits;

  Refusals(Vertx vertx, BodyLimits limits) {
    this.vertx = vertx;
    this.limits = limits.keepingNothing();
  }

  /** Refuses a request whose body nobody has begun to read. */
  void drainAndAnswer(HttpServerRequest request, Refusal refusal) {
    BodyReader.read(vertx, request, request.headers(), limits)
        .onSuccess(outcome -> answer(request, refusal, isAtEnd(outcome)))
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("Peer gone before the body's end"));
  }

  /**
   * Refuses a request whose body has been read.
   *
   * @param atEnd whether all of it was: if not, the connection is closed
   */
  static void answer(HttpServerRequest request, Refusal refusal, boolean atEnd) {
    LOG.atLevel(refusal.isNoise() ? Level.DEBUG : Level.WARN)
        .addKeyValue("reason", refusal)
        .addKeyValue("method", request.method())
        .log("Request refused");
    send(request, refusal.problem(), refusal.challenge(), atEnd);
  }

  /** Sends a problem now. */
  static void send(HttpServerRequest request, Problem problem, boolean atEnd) {
    send(request, problem, Refusal.CHALLENGE, atEnd);
  }

  private static void send(
      HttpServerRequest request, Problem problem, String challenge, boolean atEnd) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader("content-type", Problem.MEDIA_TYPE)
        .putHeader("cache-control", "no-store");
    if (problem.status() == 401) {
      response.putHeader("www-authenticate", challenge);
    }
    if (atEnd) {
      response.end(ProblemJson.of(problem));
      return;
    }
    response
        .putHeader("connection", "close")
        .end(ProblemJson.of(problem))
        .onComplete(sent -> request.connection().close());
  }

  private static boolean isAtEnd(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Whole whole -> true;
      case Outcome.TooLarge large -> large.atEnd();
      case Outcome.TooSlow slow -> false;
    };
  }
}
