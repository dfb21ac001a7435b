package hma.sandbox.router;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Closes connections of clients that have been idle for too long. */
final class ClientConnections {
  private final Vertx vertx;
  private final Duration keepAlive;
  private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

  ClientConnections(Vertx vertx, Duration keepAlive) {
    this.vertx = vertx;
    this.keepAlive = keepAlive;
  }

  void opened(HttpConnection connection) {
    idle(connection);
    connection.closeHandler(closed -> busy(connection));
  }

  void busy(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  void idle(HttpConnection connection) {
    busy(connection);
    long timer = vertx.setTimer(keepAlive.toMillis(), expired -> connection.close());
    timers.put(connection, timer);
  }
}
