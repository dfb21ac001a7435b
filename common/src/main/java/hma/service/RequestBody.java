package hma.service;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;

/**
 * Reads a request's body: not too much of it, and not for too long, so that half ones do not pile
 * up. It belongs behind whatever refuses a request by its head alone. What goes wrong meanwhile is
 * the client's mistake, see {@link FailureRenderer}.
 */
public final class RequestBody implements Handler<RoutingContext> {
  private static final String BEING_READ = "hma.body";

  private final BodyHandler reader;
  private final Duration longest;

  /**
   * Bounds it.
   *
   * @param bytes the most, 0 or more
   * @param longest how long its end is waited for, at least a millisecond
   */
  public RequestBody(int bytes, Duration longest) {
    this.reader = BodyHandler.create(false).setBodyLimit(bytes);
    this.longest = longest;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!context.request().isEnded()) {
      context.put(BEING_READ, true);
      long timer = context.vertx().setTimer(longest.toMillis(), late -> refuse(context));
      context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }
    reader.handle(context);
  }

  private static void refuse(RoutingContext context) {
    if (isBeingRead(context)) {
      context.fail(408);
    }
  }

  /** Whether the end of the body has not arrived. */
  static boolean isBeingRead(RoutingContext context) {
    return context.get(BEING_READ) != null && !context.request().isEnded();
  }
}
