package hma.master.api;

import hma.master.switchover.Switchovers;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code POST /api/v1/refreshes}: begins one; 202 and where to look, beside the switchovers. */
final class StartRefresh implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  StartRefresh(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    Buffer body = context.body().buffer();
    if (body != null && body.length() > 0) {
      RequestReader.object(body, List.of());
    }
    switchovers
        .refresh()
        .onSuccess(begun -> StartSwitchover.accepted(context, begun))
        .onFailure(context::fail);
  }
}
