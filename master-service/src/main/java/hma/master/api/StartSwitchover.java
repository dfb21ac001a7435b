package hma.master.api;

import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Switchovers;
import hma.protocol.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/switchovers}: begins one, or its rehearsal; 202 and where to look. */
final class StartSwitchover implements Handler<RoutingContext> {
  private final Switchovers switchovers;

  StartSwitchover(Switchovers switchovers) {
    this.switchovers = switchovers;
  }

  @Override
  public void handle(RoutingContext context) {
    if (!isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      context.fail(
          new Problem(
                  415,
                  "not-json",
                  "The body is not declared as JSON",
                  "send the header Content-Type: application/json",
                  false)
              .asException());
      return;
    }
    RequestReader.Asked asked = RequestReader.read(context.body().buffer());
    Future<SwitchoverView> begun =
        asked.dryRun() ? switchovers.rehearse(asked.request()) : switchovers.start(asked.request());
    begun.onSuccess(view -> accepted(context, view)).onFailure(context::fail);
  }

  static void accepted(RoutingContext context, SwitchoverView switchover) {
    context
        .response()
        .putHeader(HttpHeaders.LOCATION, MasterApi.SWITCHOVERS + "/" + switchover.id());
    ApiJson.answer(context, 202, switchover);
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return mediaType.equals("application/json");
  }
}
