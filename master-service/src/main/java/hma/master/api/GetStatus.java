package hma.master.api;

import hma.protocol.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/status}: who is active, what runs, what is next, what is wrong. */
final class GetStatus implements Handler<RoutingContext> {
  private final StatusPage page;

  GetStatus(StatusPage page) {
    this.page = page;
  }

  @Override
  public void handle(RoutingContext context) {
    StatusPage.Written status;
    try {
      status = page.now();
    } catch (ProblemException notReady) {
      ApiJson.fail(context, notReady);
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.ETAG, status.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    if (isKnown(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), status.tag())) {
      context.response().setStatusCode(304).end();
      return;
    }
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, ApiJson.MEDIA_TYPE).end(status.json());
  }

  /** By the weak comparison of RFC 9110, 13.1.2. */
  private static boolean isKnown(@Nullable String tags, String tag) {
    return tags != null
        && Arrays.stream(tags.split(",", -1))
            .map(String::strip)
            .anyMatch(known -> known.equals("*") || known.replaceFirst("^W/", "").equals(tag));
  }
}
