package hma.master.support;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A real HTTP server that takes notifications: each request is answered with the next of the
 * scripted answers, and with 204 where none is left.
 */
public final class FakeReceiver implements AutoCloseable {
  /** The path, which is as secret as a password. */
  public static final String PATH = "/services/T0/never-shown";

  private final HttpServer server;
  private final Queue<Handler<HttpServerRequest>> answers = new ConcurrentLinkedQueue<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /**
   * One request that came in.
   *
   * @param headers by their names in lower case
   */
  public record Seen(String method, String path, Map<String, String> headers, String body) {
    /** The notification's id. */
    public String id() {
      return headers.getOrDefault("webhook-id", "");
    }

    /** The body. */
    public JsonObject json() {
      return new JsonObject(body);
    }

    /** What happened. */
    public String type() {
      return json().getString("type");
    }
  }

  /** Listens. */
  public FakeReceiver(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> next(request, body)))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  /** Where it is, the secret path included. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + PATH);
  }

  /** Every request so far. */
  public List<Seen> seen() {
    return seen;
  }

  /** What every request so far was about. */
  public List<String> types() {
    return seen.stream().map(Seen::type).toList();
  }

  /** The next request is answered by this. */
  public FakeReceiver then(Handler<HttpServerRequest> answer) {
    answers.add(answer);
    return this;
  }

  /** The next request is answered with this status. */
  public FakeReceiver then(int status) {
    return then(request -> request.response().setStatusCode(status).end());
  }

  private void next(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(headers::put);
    seen.add(new Seen(request.method().name(), request.uri(), headers, body.toString()));
    Handler<HttpServerRequest> answer = answers.poll();
    if (answer == null) {
      request.response().setStatusCode(204).end();
      return;
    }
    answer.handle(request);
  }

  @Override
  public void close() throws Exception {
    server.close().await(10, TimeUnit.SECONDS);
  }
}
