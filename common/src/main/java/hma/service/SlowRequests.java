package hma.service;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;

/**
 * 408 for a request whose body does not arrive, so that half ones do not pile up. The answer may
 * take as long as it likes.
 */
public final class SlowRequests implements PlatformHandler {
  private final Duration longest;

  /** Waits that long, at least a millisecond, for the end of a request. */
  public SlowRequests(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!context.request().isEnded()) {
      long timer = context.vertx().setTimer(longest.toMillis(), late -> refuse(context));
      context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }
    context.next();
  }

  private static void refuse(RoutingContext context) {
    if (!context.request().isEnded()) {
      context.fail(408);
    }
  }
}
