package hma.master.api;

import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /api/v1/events}: the status, whenever it is another one, as long as this master can
 * tell it.
 */
final class FollowStatus implements Handler<RoutingContext> {
  private final StatusPage page;
  private final Feeds feeds;

  FollowStatus(StatusPage page, Feeds feeds) {
    this.page = page;
    this.feeds = feeds;
  }

  @Override
  public void handle(RoutingContext context) {
    try {
      page.now();
    } catch (ProblemException notReady) {
      ApiJson.fail(context, notReady);
      return;
    }
    feeds.serve(context, new Following(EventStream.lastId(context)));
  }

  private final class Following implements Feeds.Look {
    private String told;

    private Following(String told) {
      this.told = told;
    }

    @Override
    public boolean test(EventStream stream) {
      try {
        StatusPage.Written status = page.now();
        if (!status.tag().equals(told)) {
          stream.send("status", status.tag(), status.json());
          told = status.tag();
        }
        return true;
      } catch (ProblemException notReady) {
        // It has lost the lead: who asks again is told so.
        return false;
      }
    }
  }
}
