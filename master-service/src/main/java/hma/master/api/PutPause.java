package hma.master.api;

import com.fasterxml.jackson.databind.JsonNode;
import hma.master.switchover.PauseRequest;
import hma.master.switchover.Pausing;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /api/v1/pause}: lets no switchover begin by schedule; {@code
 * {"until":"2026-12-24T00:00:00Z","by":"Ada"}}, both of which may be left out.
 */
final class PutPause implements Handler<RoutingContext> {
  private final Pausing pausing;

  PutPause(Pausing pausing) {
    this.pausing = pausing;
  }

  @Override
  public void handle(RoutingContext context) {
    pausing
        .pause(read(context.body().buffer()))
        .onSuccess(paused -> ApiJson.answer(context, 200, paused))
        .onFailure(context::fail);
  }

  private static PauseRequest read(@Nullable Buffer body) {
    Buffer sent = body == null || body.length() == 0 ? Buffer.buffer("{}") : body;
    JsonNode wanted = RequestReader.object(sent, List.of("until", "by"));
    try {
      return new PauseRequest(
          RequestReader.text(wanted, "until").map(PutPause::moment).orElse(null),
          RequestReader.text(wanted, "by").orElse(null));
    } catch (IllegalArgumentException wrong) {
      throw RequestReader.bad("the field 'by' can't be used: " + wrong.getMessage());
    }
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noMoment) {
      throw RequestReader.bad(
          "the field 'until' is no moment like 2026-12-24T00:00:00Z or 2026-12-24T01:00:00+01:00");
    }
  }
}
