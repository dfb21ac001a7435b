package hma.master.api;

import hma.master.switchover.Pausing;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code DELETE /api/v1/pause}: lets the schedule be followed again; 204. */
final class DeletePause implements Handler<RoutingContext> {
  private final Pausing pausing;

  DeletePause(Pausing pausing) {
    this.pausing = pausing;
  }

  @Override
  public void handle(RoutingContext context) {
    pausing
        .resume()
        .onSuccess(resumed -> context.response().setStatusCode(204).end())
        .onFailure(context::fail);
  }
}
