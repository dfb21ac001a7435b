package hma.postgres;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;

/**
 * Cancels one statement: <a
 * href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS">PostgreSQL,
 * 53.2.9 Canceling Requests in Progress</a>.
 *
 * <p>A request that reaches the server before the statement does is ignored there, so requests are
 * repeated; one that reaches it after the statement would hit the next one, so it is given
 * something to hit. Confined to the event loop.
 */
final class Cancellation {
  private static final long REPEAT_MILLISECONDS = 1000;
  private static final String CANCELED = "57014";

  private final CopyChannel channel;
  private final Future<Void> over;
  private final Promise<Void> settled;
  private Future<Void> lastRequest = Future.succeededFuture();
  private int requests;

  /**
   * Prepared, but nothing is asked yet.
   *
   * @param over of the statement
   */
  Cancellation(CopyChannel channel, Future<Void> over) {
    this.channel = channel;
    this.over = over;
    this.settled = channel.promise();
    over.onComplete(this::settle);
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
    requests++;
    lastRequest = channel.requestCancel();
    askLater();
  }

  /** Asks in a while, unless the statement is over by then. */
  void askLater() {
    channel.runLater(REPEAT_MILLISECONDS, this::ask);
  }

  private void settle(AsyncResult<Void> result) {
    boolean hit = requests == 1 && isCanceled(result);
    if (requests == 0 || hit) {
      channel.completeIfConnected(settled);
      return;
    }
    lastRequest
        .otherwiseEmpty()
        .compose(sent -> channel.absorbCancel())
        .onComplete(absorbed -> channel.run(() -> channel.completeIfConnected(settled)));
  }

  private static boolean isCanceled(AsyncResult<Void> result) {
    return result.cause() instanceof PgException failure && CANCELED.equals(failure.getSqlState());
  }
}
