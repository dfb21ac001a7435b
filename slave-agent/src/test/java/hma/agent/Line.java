package hma.agent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What lies between master and agent: a router that can lose answers, or break altogether. */
final class Line implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final int agentPort;
  private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(20));
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final boolean losesFirstAnswers;
  private final HttpServer server;

  private Line(int agentPort, boolean losesFirstAnswers) {
    this.agentPort = agentPort;
    this.losesFirstAnswers = losesFirstAnswers;
    this.server =
        await(vertx.createHttpServer().requestHandler(this::route).listen(0, "127.0.0.1"));
  }

  /** One that passes everything on. */
  static Line sound(int agentPort) {
    return new Line(agentPort, false);
  }

  /** One that answers each request's first attempt with a router's 503 after it took effect. */
  static Line losingFirstAnswers(int agentPort) {
    return new Line(agentPort, true);
  }

  int port() {
    return server.actualPort();
  }

  /** How many answers were lost. */
  int lost() {
    return lost.size();
  }

  /** Breaks every connection and takes no new one, as when the agent's process is killed. */
  void cut() {
    await(vertx.close());
  }

  private void route(HttpServerRequest request) {
    request
        .body()
        .compose(body -> pass(request, body))
        .onFailure(broken -> request.response().setStatusCode(502).end("<html>broken</html>"));
  }

  private Future<Void> pass(HttpServerRequest request, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost("127.0.0.1")
            .setPort(agentPort)
            .setURI(request.uri())
            .setHeaders(request.headers());
    return client
        .request(options)
        .compose(onward -> onward.send(body))
        .compose(answer -> answer.body().compose(bytes -> answer(request, answer, bytes)));
  }

  private Future<Void> answer(HttpServerRequest request, HttpClientResponse answer, Buffer bytes) {
    if (losesFirstAnswers && lost.add(request.method() + " " + request.uri())) {
      return request.response().setStatusCode(503).end("<html>Application error</html>");
    }
    request.response().headers().setAll(answer.headers());
    return request.response().setStatusCode(answer.statusCode()).end(bytes);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }
}
