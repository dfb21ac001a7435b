package hma.master.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * A master that ends at once.
 *
 * @param code what it ends with
 * @param ticked what a tick finds
 */
record FakeServices(int code, TickResult ticked) implements Services {
  FakeServices(int code) {
    this(code, new TickResult(TickResult.Outcome.NOTHING_DUE, List.of(), null));
  }

  @Override
  public int serve() {
    return code;
  }

  @Override
  public Future<TickResult> tick(Vertx vertx) {
    return Future.succeededFuture(ticked);
  }
}
