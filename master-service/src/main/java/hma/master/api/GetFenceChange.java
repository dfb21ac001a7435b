package hma.master.api;

import hma.master.switchover.FenceChangeView;
import hma.master.switchover.FenceChanges;
import hma.protocol.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** {@code GET /api/v1/fence-changes/{id}}: what came of it. */
final class GetFenceChange implements Handler<RoutingContext> {
  private final FenceChanges changes;

  GetFenceChange(FenceChanges changes) {
    this.changes = changes;
  }

  @Override
  public void handle(RoutingContext context) {
    Optional<FenceChangeView> found =
        changes.findChange(Objects.requireNonNull(context.pathParam("id")));
    if (found.isPresent()) {
      ApiJson.answer(context, 200, found.get());
      return;
    }
    context.fail(
        new Problem(
                404,
                "unknown-fence-change",
                "There is no such change of the fences",
                "this process of the master remembers its newest ones only: GET /api/v1/status shows what is open",
                false)
            .asException());
  }
}
