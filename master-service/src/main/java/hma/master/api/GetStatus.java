package hma.master.api;

import hma.master.switchover.Switchovers;
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
    ApiJson.answer(context, 200, switchovers.status());
  }
}
