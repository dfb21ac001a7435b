package hma.postgres;

import hma.config.DatabaseUrl;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server to cancel what a session runs: <a
 * href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS">PostgreSQL,
 * 53.2.9 Canceling Requests in Progress</a>.
 *
 * <p>The client has this too, but it closes the connection as soon as the request is sent. The
 * server closes it once it has signaled the session, which is the only way to know that a request
 * cannot hit a later statement.
 */
final class CancelRequest {
  private static final int CANCEL_CODE = 80_877_102;
  private static final int TLS_CODE = 80_877_103;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final NetClient client;
  private final DatabaseUrl address;
  private final Optional<ClientSSLOptions> tls;

  CancelRequest(NetClient client, DatabaseUrl address, Optional<ClientSSLOptions> tls) {
    this.client = client;
    this.address = address;
    this.tls = tls;
  }

  /** Completes when the server has signaled the session, with an error where it cannot be known. */
  Future<Void> send(int processId, int secretKey) {
    return client
        .connect(address.port(), address.host())
        .compose(socket ->
            encrypt(socket)
                .compose(ready -> deliver(socket, processId, secretKey))
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .eventually(socket::close));
  }

  private Future<Void> encrypt(NetSocket socket) {
    if (tls.isEmpty()) {
      return Future.succeededFuture();
    }
    Promise<Void> agreed = Promise.promise();
    socket.handler(answer -> {
      if (answer.getByte(0) == 'S') {
        agreed.tryComplete();
      } else {
        agreed.tryFail("the server refused TLS for a cancel request");
      }
    });
    socket.closeHandler(closed -> agreed.tryFail("the server closed a cancel request"));
    return socket
        .write(Buffer.buffer().appendInt(8).appendInt(TLS_CODE))
        .compose(sent -> agreed.future())
        .compose(yes -> socket.upgradeToSsl(tls.get()));
  }

  private static Future<Void> deliver(NetSocket socket, int processId, int secretKey) {
    Promise<Void> taken = Promise.promise();
    socket.closeHandler(closed -> taken.tryComplete());
    Buffer request =
        Buffer.buffer()
            .appendInt(16)
            .appendInt(CANCEL_CODE)
            .appendInt(processId)
            .appendInt(secretKey);
    return socket.write(request).compose(sent -> taken.future());
  }
}
