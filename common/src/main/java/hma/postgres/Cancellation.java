package hma.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Cancels one statement, for sure and nothing else. A request that reaches the server before the
 * statement does is ignored there, so requests are repeated; the connection is free only when the
 * server has dealt with all of them. Confined to the event loop.
 */
final class Cancellation {
  private static final long REPEAT_MILLISECONDS = 1000;

  private final CopyChannel channel;
  private final Future<Void> over;
  private final Promise<Void> settled;
  private Future<?> requests = Future.succeededFuture();

  /**
   * Prepared, but nothing is asked yet.
   *
   * @param over of the statement
   */
  Cancellation(CopyChannel channel, Future<Void> over) {
    this.channel = channel;
    this.over = over;
    this.settled = channel.promise();
    over.onComplete(result -> settle());
  }

  /** Completes when the connection is free again; fails when it is lost. */
  Future<Void> settled() {
    return settled.future();
  }

  /** Asks now: for a statement that is known to run. */
  void ask() {
    if (over.isComplete()) {
      return;
    }
    requests = Future.join(requests, channel.requestCancel().otherwiseEmpty());
    askLater();
  }

  /** Asks in a while, unless the statement is over by then. */
  void askLater() {
    channel.runLater(REPEAT_MILLISECONDS, this::ask);
  }

  private void settle() {
    requests.onComplete(dealtWith -> channel.run(() -> channel.completeIfConnected(settled)));
  }
}
