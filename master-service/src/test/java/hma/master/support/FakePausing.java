package hma.master.support;

import hma.master.switchover.PauseRequest;
import hma.master.switchover.PauseView;
import hma.master.switchover.Pausing;
import hma.protocol.Problem;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A schedule that only exists in the test. */
public final class FakePausing implements Pausing {
  private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");

  private volatile @Nullable PauseView paused;

  /** What was asked for; null where it is followed. */
  public @Nullable PauseView paused() {
    return paused;
  }

  @Override
  public Future<PauseView> pause(PauseRequest request) {
    PauseView asked = new PauseView(NOW, request.until(), request.by());
    paused = asked;
    return Future.succeededFuture(asked);
  }

  @Override
  public Future<Void> resume() {
    if (paused == null) {
      return Future.failedFuture(
          new Problem(409, "paused-by-setting", "Not now", "set it to off", false).asException());
    }
    paused = null;
    return Future.succeededFuture();
  }
}
