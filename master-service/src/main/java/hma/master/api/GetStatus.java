package hma.master.api;

import hma.master.switchover.StatusView;
import hma.master.switchover.Switchovers;
import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/status}: who is active, what runs, what is next, what is wrong. */
final class GetStatus implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  GetStatus(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    StatusView status;
    try {
      status = switchovers.status();
    } catch (ProblemException notReady) {
      ApiJson.fail(context, notReady);
      return;
    }
    ApiJson.answer(context, 200, status);
  }
}
