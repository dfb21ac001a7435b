package hma.service;

import hma.protocol.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Renders as problems what is no request of HTTP/1.1, which no router is asked about. */
final class MalformedRequests implements Handler<HttpServerRequest> {
  @Override
  public void handle(HttpServerRequest request) {
    Problem problem = HttpProblems.of(status(request.decoderResult().cause()));
    SecurityHeaders.put(request, request.response());
    // What follows on this connection can't be told apart any more.
    ProblemJson.send(request, ProblemJson.encode(problem), true);
  }

  private static int status(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line -> 414;
      case TooLongHttpHeaderException header -> 431;
      case null, default -> 400;
    };
  }
}
