package hma.master.api;

import hma.master.inspection.Inspections;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/comparisons}: begins one; 202 and where to look. */
final class StartComparison implements Handler<RoutingContext> {
  private final Inspections inspections;

  StartComparison(Inspections inspections) {
    this.inspections = inspections;
  }

  @Override
  public void handle(RoutingContext context) {
    inspections
        .startComparison(InspectionReader.comparison(context.body().buffer()))
        .onSuccess(begun -> StartPreflight.accepted(context, MasterApi.COMPARISONS, begun))
        .onFailure(context::fail);
  }
}
