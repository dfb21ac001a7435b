package hma.signing;

import hma.signing.BodyReader.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call under way: all of it happens on one context. */
final class Exchange {
  private final Vertx vertx;
  private final PeerAddress peer;
  private final SignedCall call;
  private final SignatureFields signature;
  private final ResponseVerifier verifier;
  private final ContextInternal context;
  private final Promise<SignedResponse> answer;
  private @Nullable HttpClientRequest request;

  Exchange(
      Vertx vertx,
      PeerAddress peer,
      SignedCall call,
      SignatureFields signature,
      ResponseVerifier verifier) {
    this.vertx = vertx;
    this.peer = peer;
    this.call = call;
    this.signature = signature;
    this.verifier = verifier;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    this.answer = context.promise();
  }

  Future<SignedResponse> over(HttpClient http, RequestOptions options) {
    context.runOnContext(now -> start(http, options));
    return answer.future();
  }

  private void start(HttpClient http, RequestOptions options) {
    long timer = vertx.setTimer(Math.max(1, call.timeout().toMillis()), id -> expire());
    answer.future().onComplete(done -> vertx.cancelTimer(timer));
    http.request(options).onSuccess(this::sendOver).onFailure(this::unreachable);
  }

  private void sendOver(HttpClientRequest connected) {
    request = connected.exceptionHandler(this::unreachable);
    if (answer.future().isComplete()) {
      connected.reset();
      return;
    }
    connected.send(call.body()).onSuccess(this::verify).onFailure(this::unreachable);
  }

  private void verify(HttpClientResponse response) {
    Optional<ResponseHead> head =
        verifier.verify(response.statusCode(), response.headers(), signature);
    if (head.isEmpty()) {
      distrust(response, "no valid signature");
      return;
    }
    BodyReader.read(vertx, response, response.headers(), limits())
        .onSuccess(outcome -> take(response, head.get(), outcome))
        .onFailure(this::unreachable);
  }

  private void take(HttpClientResponse response, ResponseHead head, Outcome outcome) {
    switch (outcome) {
      case Outcome.Whole whole -> take(response, head, whole);
      case Outcome.TooLarge large -> distrust(response, "longer than any answer may be");
      case Outcome.TooSlow slow -> expire();
    }
  }

  private void take(HttpClientResponse response, ResponseHead head, Outcome.Whole whole) {
    if (!head.contentDigest().equals(whole.contentDigest())) {
      distrust(response, "altered body");
      return;
    }
    answer.tryComplete(new SignedResponse(head.status(), head.contentType(), whole.body()));
  }

  /** Fails the call and drops the connection: what else it holds is of no use. */
  private void distrust(HttpClientResponse response, String flaw) {
    boolean signed = response.headers().contains(SignatureFields.SIGNATURE);
    answer.tryFail(
        new UnsignedResponse(
            call,
            peer.authority(),
            response.statusCode(),
            new UnsignedResponse.Hints(
                signed, Refusal.TOO_EARLY.equals(response.getHeader("www-authenticate"))),
            flaw));
    response.request().connection().close();
  }

  private void unreachable(Throwable cause) {
    answer.tryFail(new PeerUnreachable(call, peer.authority(), cause));
  }

  private void expire() {
    answer.tryFail(new PeerUnreachable(call, peer.authority(), call.timeout()));
    if (request != null) {
      request.reset();
    }
  }

  private BodyLimits limits() {
    return new BodyLimits(BodyLimits.DEFAULT.kept(), BodyLimits.DEFAULT.kept(), call.timeout());
  }
}
