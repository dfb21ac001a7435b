package hma.master.api;

import hma.master.inspection.InspectionView;
import hma.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** {@code GET /api/v1/preflights/{id}} and {@code GET /api/v1/comparisons/{id}}. */
final class GetInspection implements Handler<RoutingContext> {
  private final Function<String, Optional<? extends InspectionView<?>>> inspections;

  GetInspection(Function<String, Optional<? extends InspectionView<?>>> inspections) {
    this.inspections = inspections;
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<? extends InspectionView<?>> found =
        inspections.apply(Objects.requireNonNull(context.pathParam("id")));
    if (found.isPresent()) {
      ApiJson.answer(context, 200, found.get());
      return;
    }
    context.fail(
        new Problem(
                404,
                "unknown-inspection",
                "There is no such inspection",
                "this process of the master has none of that id, or not any more: begin a new one",
                false)
            .asException());
  }
}
