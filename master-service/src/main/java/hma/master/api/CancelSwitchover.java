package hma.master.api;

import hma.master.switchover.Switchovers;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** {@code DELETE /api/v1/switchovers/{id}}: calls one, or a refresh, off; 202. */
final class CancelSwitchover implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  CancelSwitchover(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    switchovers
        .cancel(Objects.requireNonNull(context.pathParam("id")))
        .onSuccess(cancelled -> StartSwitchover.accepted(context, cancelled))
        .onFailure(context::fail);
  }
}
