package hma.sandbox.router;

import hma.sandbox.link.Link;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;

/** The listener on loopback behind one app's {@code web_url}. */
public final class AppRouter {
  private static final int HEADER_BYTES = 64 * 1024;
  private static final int LARGEST_READ = 64 * 1024;
  private static final int CONNECTIONS_PER_DYNO = 200;
  private static final int DYNO_KEEP_ALIVE_SECONDS = 90;

  private final Vertx vertx;
  private final RoutedApp app;
  private final RouterLimits limits;
  private final HttpServer server;
  private final HttpClientAgent client;

  /** Not yet listening. */
  public AppRouter(Vertx vertx, RoutedApp app, RouterLimits limits) {
    this.vertx = vertx;
    this.app = app;
    this.limits = limits;
    this.server = vertx.createHttpServer(serverOptions());
    this.client = vertx.createHttpClient(clientOptions(limits.connect()), poolOptions());
  }

  /**
   * Begins to listen on 127.0.0.1.
   *
   * @param port 0 for any
   * @return the port
   */
  public Future<Integer> listen(int port) {
    ClientConnections connections = new ClientConnections(vertx, limits.keepAlive());
    Link link = new Link(app.faults(), app.name());
    return server
        .connectionHandler(connection -> {
          link.carry(connection);
          connections.opened(connection);
        })
        .requestHandler(request -> {
          connections.busy(request.connection());
          Exchange exchange = new Exchange(vertx, client, app, limits, request);
          exchange.ended().onComplete(done -> connections.idle(request.connection()));
          exchange.begin();
        })
        .listen(port, "127.0.0.1")
        .map(HttpServer::actualPort);
  }

  /** Stops listening and cuts what is under way. */
  public Future<Void> close() {
    return server.close().eventually(client::close);
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setHandle100ContinueAutomatically(true)
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(HEADER_BYTES)
        .setMaxChunkSize(LARGEST_READ)
        .setHttp2ClearTextEnabled(false);
  }

  private static HttpClientOptions clientOptions(Duration connect) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setHttp2ClearTextUpgrade(false)
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(HEADER_BYTES)
        .setMaxChunkSize(LARGEST_READ)
        .setKeepAliveTimeout(DYNO_KEEP_ALIVE_SECONDS)
        .setConnectTimeout((int) connect.toMillis());
  }

  private static PoolOptions poolOptions() {
    return new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_DYNO);
  }
}
