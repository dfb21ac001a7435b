package hma.master.api;

import hma.master.switchover.FenceChangeView;
import hma.master.switchover.FenceChanges;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/fence-changes}: begins one; 202 and where to look. */
final class StartFenceChange implements Handler<RoutingContext> {
  private final FenceChanges changes;

  StartFenceChange(FenceChanges changes) {
    this.changes = changes;
  }

  @Override
  public void handle(RoutingContext context) {
    changes
        .change(FenceChangeReader.read(context.body().buffer()))
        .onSuccess(begun -> accepted(context, begun))
        .onFailure(context::fail);
  }

  private static void accepted(RoutingContext context, FenceChangeView begun) {
    context.response().putHeader(HttpHeaders.LOCATION, MasterApi.FENCE_CHANGES + "/" + begun.id());
    ApiJson.answer(context, 202, begun);
  }
}
