package hma.signing;

import hma.protocol.Problem;
import hma.signing.BodyReader.Outcome;
import hma.signing.RequestVerifier.Verdict;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only signed requests through to the routes behind it, and signs their answers.
 *
 * <p>It reads the body itself: put no {@code BodyHandler} and nothing that awaits before it. The
 * body is at {@link SignedRequest#from}; answers go through {@link #respond}, failures too.
 * Refusals come after the body has been drained, are not signed and do not say why; the log does.
 * Give the router error handlers for 400, 404, 405 and 500 that call {@link #respond}: it uses them
 * before and after these routes, and else answers unsigned.
 *
 * <p>Only HTTP/1.1 is taken: Heroku's router speaks nothing else to a dyno. The server behind a
 * router needs an {@code idleTimeout} of 0 or at least 95 s, because Heroku's router keeps idle
 * connections for 90 s, and no compression, because the digest is of the body as it is sent.
 */
public final class SignedRoutes implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(SignedRoutes.class);

  private final Vertx vertx;
  private final RequestVerifier verifier;
  private final MessageSigner signer;
  private final BodyLimits limits;
  private final Refusals refusals;

  /**
   * For a server of this Vert.x.
   *
   * @param keys requests may be signed with the current and the previous key
   * @param guard one for the whole process, shared by all its servers
   * @param clock the time by which signatures are judged
   * @param limits for bodies, usually {@link BodyLimits#DEFAULT}
   */
  public SignedRoutes(
      Vertx vertx, SigningKeys keys, ReplayGuard guard, InstantSource clock, BodyLimits limits) {
    this.vertx = vertx;
    this.verifier = new RequestVerifier(keys, guard, clock);
    this.signer = new MessageSigner(clock);
    this.limits = limits;
    this.refusals = new Refusals(vertx, limits);
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() != HttpVersion.HTTP_1_1) {
      refusals.drainAndAnswer(request, Refusal.NOT_HTTP_1_1);
      return;
    }
    switch (verifier.verifyHead(request.method().name(), request.uri(), request.headers())) {
      case Verdict.Refused refused -> refusals.drainAndAnswer(request, refused.reason());
      case Verdict.Authentic head -> read(context, head);
    }
  }

  /**
   * Signs and sends the answer to a verified request. An answer to a peer that has gone is dropped.
   *
   * @param status 200 to 599, but not 204, 205 and 304, which have no body whose digest to sign
   * @param contentType as in {@code application/json}
   * @param body may be empty
   * @throws IllegalStateException when the route is not behind a {@code SignedRoutes}
   * @throws IllegalArgumentException when the status or the content type cannot be signed
   */
  public static void respond(RoutingContext context, int status, String contentType, Buffer body) {
    if (status < 200 || status > 599 || status == 204 || status == 205 || status == 304) {
      throw new IllegalArgumentException("status " + status + " has no body to sign: use 200");
    }
    if (!RequestHead.isValue(contentType)) {
      throw new IllegalArgumentException("content type '" + contentType + "' is not plain ASCII");
    }
    HttpServerResponse response = context.response();
    ResponseHead head = new ResponseHead(status, contentType, ContentDigest.of(body));
    SignatureFields fields = SignedRequest.from(context).signAnswer(head);
    if (response.ended() || response.closed()) {
      LOG.atDebug().addKeyValue("status", status).log("Answer dropped, peer gone");
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", contentType)
        .putHeader("content-digest", head.contentDigest())
        .putHeader("cache-control", "no-store")
        .putHeader(SignatureFields.INPUT, fields.input())
        .putHeader(SignatureFields.SIGNATURE, fields.signature())
        .end(body);
  }

  /**
   * Sends a problem: signed where the request was verified, unsigned where it was not, as a
   * router's own 404 that comes before every route.
   */
  public static void respond(RoutingContext context, Problem problem) {
    if (SignedRequest.find(context).isPresent()) {
      respond(context, problem.status(), Problem.MEDIA_TYPE, ProblemJson.of(problem));
      return;
    }
    Refusals.send(context.request(), problem, true);
  }

  private void read(RoutingContext context, Verdict.Authentic head) {
    HttpServerRequest request = context.request();
    BodyReader.read(vertx, request, request.headers(), limits)
        .onSuccess(outcome -> {
          switch (outcome) {
            case Outcome.Whole whole -> admit(context, head, whole);
            case Outcome.TooLarge large ->
                Refusals.answer(request, Refusal.BODY_TOO_LARGE, large.atEnd());
            case Outcome.TooSlow slow -> Refusals.answer(request, Refusal.BODY_TOO_SLOW, false);
          }
        })
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("Peer gone before the body's end"));
  }

  private void admit(RoutingContext context, Verdict.Authentic head, Outcome.Whole whole) {
    Optional<Refusal> refusal = verifier.admit(head, whole.contentDigest());
    if (refusal.isPresent()) {
      Refusals.answer(context.request(), refusal.get(), true);
      return;
    }
    new SignedRequest(head, whole.body(), signer).putInto(context);
    context.next();
  }
}
