package hma.master.api;

import hma.master.switchover.SwitchoverPage;
import hma.master.switchover.Switchovers;
import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code GET /api/v1/switchovers?limit=20&before=ID}: what was begun last, page by page, with a
 * link to the next one (RFC 8288).
 */
final class GetHistory implements Handler<RoutingContext> {
  private static final int DEFAULT_LIMIT = 20;

  private final Switchovers switchovers;

  GetHistory(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    try {
      int limit = Parameters.number(context, "limit", SwitchoverPage.MOST).orElse(DEFAULT_LIMIT);
      Optional<String> before = Parameters.text(context, "before");
      switchovers
          .history(before, limit)
          .onSuccess(page -> answer(context, page, limit))
          .onFailure(failure -> ApiJson.fail(context, failure));
    } catch (ProblemException refused) {
      ApiJson.fail(context, refused);
    }
  }

  private static void answer(RoutingContext context, SwitchoverPage page, int limit) {
    if (page.before() != null) {
      context
          .response()
          .putHeader(
              "Link",
              "<%s?limit=%d&before=%s>; rel=\"next\""
                  .formatted(MasterApi.SWITCHOVERS, limit, page.before()));
    }
    ApiJson.answer(context, 200, page);
  }
}
