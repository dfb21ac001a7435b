package hma.master.api;

import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Switchovers;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** {@code GET /api/v1/switchovers/{id}}: one of now or of the past, or a refresh. */
final class GetSwitchover implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  GetSwitchover(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    switchovers
        .find(Objects.requireNonNull(context.pathParam("id")))
        .onSuccess(found -> answer(context, found))
        .onFailure(failure -> ApiJson.fail(context, failure));
  }

  private static void answer(RoutingContext context, Optional<SwitchoverView> found) {
    if (found.isEmpty()) {
      context.fail(unknown());
      return;
    }
    ApiJson.answer(context, 200, found.get());
  }

  static ProblemException unknown() {
    return new Problem(
            404,
            "unknown-switchover",
            "There is no such switchover",
            "the journal has no switchover of that id: GET /api/v1/status names the one that runs",
            false)
        .asException();
  }
}
