package hma.service;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP server behind <a href="https://devcenter.heroku.com/articles/http-routing">Heroku's
 * router</a>: plain HTTP/1.1 on all addresses (the router ends TLS).
 */
public final class HttpServers {
  /** Of a header line: the router's own limit. */
  private static final int LONGEST_LINE = 8 * 1024;

  private static final int MOST_HEADERS = 16 * 1024;

  /** Far more than the router opens. */
  private static final int MOST_CONNECTIONS = 1000;

  private static final int LARGEST_READ = 64 * 1024;

  /** The router keeps idle connections for 90 s: a server that closes first loses requests. */
  private static final int LONGEST_SILENCE_SECONDS = 120;

  private HttpServers() {}

  /**
   * Listens.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @param handler of every request, usually a router
   * @return the server, once it accepts connections
   */
  public static Future<HttpServer> listen(
      Vertx vertx, int port, Handler<HttpServerRequest> handler) {
    return bounded(vertx.createHttpServer(options().setHost("0.0.0.0").setPort(port)))
        .requestHandler(handler)
        .listen();
  }

  /** As {@link #listen}, at any free port of this machine's loopback address. */
  public static Future<HttpServer> listenLocally(Vertx vertx, Handler<HttpServerRequest> handler) {
    return bounded(vertx.createHttpServer(options().setHost("127.0.0.1").setPort(0)))
        .requestHandler(handler)
        .listen();
  }

  /** What half requests can hold is bounded by their number. */
  private static HttpServer bounded(HttpServer server) {
    AtomicInteger open = new AtomicInteger();
    return server
        .invalidRequestHandler(new MalformedRequests())
        .connectionHandler(connection -> {
          if (open.incrementAndGet() > MOST_CONNECTIONS) {
            open.decrementAndGet();
            connection.close();
          } else {
            connection.closeHandler(closed -> open.decrementAndGet());
          }
        });
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(LONGEST_SILENCE_SECONDS)
        .setTcpKeepAlive(true)
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(MOST_HEADERS)
        .setMaxChunkSize(LARGEST_READ)
        // Bodies are signed as they are sent, and a small one must not unfold to a large one.
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setHttp2ClearTextEnabled(false);
  }
}
