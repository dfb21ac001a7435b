package hma.master.api;

import hma.master.schedule.Plan;
import hma.master.switchover.Switchovers;
import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /api/v1/plan?months=12&budget=800}: the schedule's boundaries and the hours of both
 * sides, month by month.
 */
final class GetPlan implements Handler<RoutingContext> {
  private static final int DEFAULT_MONTHS = 12;

  private final Switchovers switchovers;

  GetPlan(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    try {
      ApiJson.answer(
          context,
          200,
          switchovers.plan(
              Parameters.number(context, "months", Plan.MOST_MONTHS).orElse(DEFAULT_MONTHS),
              Parameters.number(context, "budget", Plan.MOST_HOURS)));
    } catch (ProblemException refused) {
      ApiJson.fail(context, refused);
    }
  }
}
