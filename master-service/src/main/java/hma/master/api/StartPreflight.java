package hma.master.api;

import hma.master.inspection.InspectionView;
import hma.master.inspection.Inspections;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/preflights}: begins one; 202 and where to look. */
final class StartPreflight implements Handler<RoutingContext> {
  private final Inspections inspections;

  StartPreflight(Inspections inspections) {
    this.inspections = inspections;
  }

  @Override
  public void handle(RoutingContext context) {
    inspections
        .startPreflight(InspectionReader.preflight(context.body().buffer()))
        .onSuccess(begun -> accepted(context, MasterApi.PREFLIGHTS, begun))
        .onFailure(context::fail);
  }

  static void accepted(RoutingContext context, String where, InspectionView<?> begun) {
    context.response().putHeader(HttpHeaders.LOCATION, where + "/" + begun.id());
    ApiJson.answer(context, 202, begun);
  }
}
