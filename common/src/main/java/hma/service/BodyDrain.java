package hma.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Reads the rest of a request's body away before an error is answered: Heroku's router turns an
 * answer that comes before the body was read into an error of its own (<a
 * href="https://devcenter.heroku.com/articles/error-codes#h18-server-request-interrupted">H18</a>).
 */
final class BodyDrain {
  /** What is read at most: more than any chunk, far less than an attack. */
  private static final long MOST_BYTES = 8 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final HttpServerRequest request;
  private final Promise<Boolean> drained = Promise.promise();
  private long bytes;

  private BodyDrain(HttpServerRequest request) {
    this.request = request;
  }

  /** Completes with whether the whole body was read; never fails. */
  static Future<Boolean> drain(Vertx vertx, HttpServerRequest request) {
    if (request.isEnded()) {
      return Future.succeededFuture(true);
    }
    BodyDrain drain = new BodyDrain(request);
    long timer = vertx.setTimer(LONGEST.toMillis(), late -> drain.drained.tryComplete(false));
    request.exceptionHandler(broken -> drain.drained.tryComplete(false));
    request.endHandler(end -> drain.drained.tryComplete(true));
    request.handler(drain::discard);
    request.resume();
    return drain.drained.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void discard(Buffer chunk) {
    bytes += chunk.length();
    if (bytes > MOST_BYTES && drained.tryComplete(false)) {
      request.pause();
    }
  }
}
