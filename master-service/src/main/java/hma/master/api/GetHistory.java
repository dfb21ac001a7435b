package hma.master.api;

import hma.master.journal.Purpose;
import hma.master.switchover.HistoryQuery;
import hma.master.switchover.SwitchoverPage;
import hma.master.switchover.Switchovers;
import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /api/v1/switchovers?limit=20&kind=KIND&before=ID}: what was begun last, page by page,
 * with a link to the next one (RFC 8288).
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
      HistoryQuery query =
          new HistoryQuery(
              Parameters.text(context, "before"),
              Parameters.text(context, "kind").map(GetHistory::kind),
              Parameters.number(context, "limit", SwitchoverPage.MOST).orElse(DEFAULT_LIMIT));
      switchovers
          .history(query)
          .onSuccess(page -> answer(context, page, query))
          .onFailure(failure -> ApiJson.fail(context, failure));
    } catch (ProblemException refused) {
      ApiJson.fail(context, refused);
    }
  }

  private static Purpose kind(String label) {
    return Purpose.of(label)
        .orElseThrow(
            () -> Parameters.bad("the parameter 'kind' must be switchover, refresh or rehearsal"));
  }

  private static void answer(RoutingContext context, SwitchoverPage page, HistoryQuery query) {
    if (page.before() != null) {
      context
          .response()
          .putHeader(
              "Link",
              "<%s?limit=%d%s&before=%s>; rel=\"next\""
                  .formatted(
                      MasterApi.SWITCHOVERS,
                      query.limit(),
                      query.kind().map(kind -> "&kind=" + kind.label()).orElse(""),
                      page.before()));
    }
    ApiJson.answer(context, 200, page);
  }
}
