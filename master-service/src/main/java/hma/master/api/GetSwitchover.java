package hma.master.api;

import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Switchovers;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** {@code GET /api/v1/switchovers/{id}}: one of now or of the past. */
final class GetSwitchover implements Handler<RoutingContext> {
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Switchovers switchovers;

  GetSwitchover(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    switchovers
        .find(Objects.requireNonNull(context.pathParam("id")))
        .onSuccess(found -> answer(context, found))
        .onFailure(failure -> fail(context, failure));
  }

  /** Who is told to ask again is told when, see RFC 9110, 10.2.3. */
  private static void fail(RoutingContext context, Throwable failure) {
    if (failure instanceof ProblemException problem && problem.problem().retryable()) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    context.fail(failure);
  }

  private static void answer(RoutingContext context, Optional<SwitchoverView> found) {
    if (found.isEmpty()) {
      context.fail(
          new Problem(
                  404,
                  "unknown-switchover",
                  "There is no such switchover",
                  "the journal has no switchover of that id: GET /api/v1/status names the one that"
                      + " runs",
                  false)
              .asException());
      return;
    }
    ApiJson.answer(context, 200, found.get());
  }
}
