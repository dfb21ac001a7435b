package hma.crash;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The network between master and agent: it can be cut for a while. */
final class Link implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private final int agentPort;
  private final NetServer server;
  private volatile Instant cutUntil = Instant.MIN;

  Link(int agentPort) throws Exception {
    this.agentPort = agentPort;
    this.server =
        vertx
            .createNetServer()
            .connectHandler(this::connect)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  /** Breaks what is open, and refuses what comes for a while. */
  void cut(Duration duration) {
    cutUntil = Instant.now().plus(duration);
    open.forEach(NetSocket::close);
  }

  private void connect(NetSocket near) {
    if (Instant.now().isBefore(cutUntil)) {
      near.close();
      return;
    }
    near.pause();
    client
        .connect(agentPort, "127.0.0.1")
        .onSuccess(far -> {
          open.add(near);
          near.closeHandler(closed -> {
            open.remove(near);
            far.close();
          });
          far.closeHandler(closed -> near.close());
          far.handler(near::write);
          near.handler(far::write);
          near.resume();
        })
        .onFailure(refused -> near.close());
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
