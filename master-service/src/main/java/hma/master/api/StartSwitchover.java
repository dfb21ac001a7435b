package hma.master.api;

import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Switchovers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/switchovers}: begins one, or its rehearsal; 202 and where to look. */
final class StartSwitchover implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  StartSwitchover(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    RequestReader.Asked asked = RequestReader.read(context.body().buffer());
    Future<SwitchoverView> begun =
        asked.dryRun() ? switchovers.rehearse(asked.request()) : switchovers.start(asked.request());
    begun.onSuccess(view -> accepted(context, view)).onFailure(context::fail);
  }

  static void accepted(RoutingContext context, SwitchoverView switchover) {
    context
        .response()
        .putHeader(HttpHeaders.LOCATION, MasterApi.SWITCHOVERS + "/" + switchover.id());
    ApiJson.answer(context, 202, switchover);
  }
}
