package hma.master.api;

import hma.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the body before anybody answers: the Heroku router turns an answer that comes earlier into
 * its own 503 (<a
 * href="https://devcenter.heroku.com/articles/error-codes#h18-server-request-interrupted">H18</a>).
 * What is too long is read and dropped, up to a limit; past that the connection is closed.
 */
final class RequestBody implements Handler<RoutingContext> {
  static final int LONGEST = 64 << 10;
  private static final int LONGEST_DROPPED = 8 << 20;
  private static final String KEY = RequestBody.class.getName();

  /** The body of a request that has passed here. */
  static Buffer of(RoutingContext context) {
    Buffer body = context.get(KEY);
    return body == null ? Buffer.buffer() : body;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.isEnded()) {
      context.next();
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      context.response().writeContinue();
    }
    Reading reading = new Reading(context);
    request.handler(reading::take).endHandler(end -> reading.end());
    request.exceptionHandler(failure -> reading.abandoned());
  }

  /** One body on its way. */
  private static final class Reading {
    private final RoutingContext context;
    private final Buffer kept = Buffer.buffer();
    private long length;
    private boolean answered;

    Reading(RoutingContext context) {
      this.context = context;
    }

    void take(Buffer part) {
      length += part.length();
      if (length <= LONGEST) {
        kept.appendBuffer(part);
      }
      if (length > LONGEST_DROPPED && !answered) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        refuse();
      }
    }

    void end() {
      if (answered) {
        return;
      }
      if (length > LONGEST) {
        refuse();
        return;
      }
      context.put(KEY, kept);
      context.next();
    }

    /** The client has gone: there is nobody to answer. */
    void abandoned() {
      answered = true;
    }

    private void refuse() {
      answered = true;
      context.fail(
          new Problem(
                  413,
                  "body-too-large",
                  "The body is too large",
                  "a request has at most " + LONGEST + " bytes",
                  false)
              .asException());
    }
  }
}
