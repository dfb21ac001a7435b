package hma.master.heroku;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that answers each request with the next of the scripted answers. */
final class FakeHeroku implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Handler<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** One request that came in. */
  record Seen(
      String method,
      String path,
      @Nullable String authorization,
      @Nullable String accept,
      @Nullable String range,
      String body) {}

  FakeHeroku(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  List<Seen> seen() {
    return seen;
  }

  /** The next request is answered by this. */
  FakeHeroku then(Handler<HttpServerRequest> answer) {
    answers.add(answer);
    return this;
  }

  /** The next request is answered with this status and body, and a Request-Id. */
  FakeHeroku then(int status, String body) {
    return then(request -> answer(request, status, body));
  }

  static void answer(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Request-Id", "request-of-" + status)
        .putHeader("Content-Type", "application/json")
        .end(body);
  }

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> next(request, body));
  }

  private void next(HttpServerRequest request, Buffer body) {
    seen.add(
        new Seen(
            request.method().name(),
            request.path(),
            request.getHeader("Authorization"),
            request.getHeader("Accept"),
            request.getHeader("Range"),
            body.toString()));
    Handler<HttpServerRequest> answer = answers.poll();
    if (answer == null) {
      answer(request, 418, "{\"id\":\"unscripted\",\"message\":\"no answer is left\"}");
      return;
    }
    answer.handle(request);
  }

  @Override
  public void close() throws Exception {
    server.close().await(10, TimeUnit.SECONDS);
  }
}
