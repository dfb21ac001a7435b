package hma.master.api;

import hma.master.switchover.Switchovers;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** {@code GET /api/v1/switchovers/{id}}: one of now or of the past, or a refresh. */
final class GetSwitchover implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  GetSwitchover(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = Objects.requireNonNull(context.pathParam("id"));
    switchovers
        .find(id)
        .map(found -> found.orElseThrow(() -> Switchovers.unknown(id)))
        .onSuccess(found -> ApiJson.answer(context, 200, found))
        .onFailure(failure -> ApiJson.fail(context, failure));
  }
}
