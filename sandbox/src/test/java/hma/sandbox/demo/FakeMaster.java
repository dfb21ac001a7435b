package hma.sandbox.demo;

import hma.protocol.Side;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A master that is served over real HTTP and moves the worker in a way of the test's choosing. Each
 * token is taken once, and acts only with the scope for it.
 */
final class FakeMaster implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Mover mover;
  private final URI uri;
  private final Set<String> tokens = new HashSet<>();
  private volatile View view = new View(new JsonObject());
  private int answersToWithhold;

  /** What a switchover does. */
  @FunctionalInterface
  interface Mover {
    /**
     * Moves the worker.
     *
     * @param show shows the switchover in a new state
     * @return the terminal state
     */
    String move(Side from, Side to, Show show) throws Exception;
  }

  /** How a mover tells its state: it goes on once somebody has read it. */
  @FunctionalInterface
  interface Show {
    void state(String state, long rows, long bytes) throws InterruptedException;
  }

  /** What is answered about the switchover, and whether it was asked for. */
  private record View(JsonObject switchover, CountDownLatch read) {
    View(JsonObject switchover) {
      this(switchover, new CountDownLatch(1));
    }
  }

  FakeMaster(Mover mover) throws Exception {
    this.mover = mover;
    int port =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS)
            .actualPort();
    this.uri = URI.create("http://127.0.0.1:" + port + "/");
  }

  URI uri() {
    return uri;
  }

  /** The next requests to look at something are answered with 503. */
  void withhold(int answers) {
    answersToWithhold = answers;
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private void handle(HttpServerRequest request) {
    boolean acts = request.method().equals(HttpMethod.POST);
    if (!accepts(request, acts ? "switchover" : "read")) {
      request.response().setStatusCode(401).end("{\"code\":\"token\"}");
    } else if (acts) {
      request.body().onSuccess(body -> start(request, body.toJsonObject()));
    } else if (answersToWithhold > 0) {
      answersToWithhold--;
      request.response().setStatusCode(503).end("{\"retryable\":true}");
    } else if (request.path().equals("/api/v1/switchovers/1")) {
      View shown = view;
      request.response().end(shown.switchover().encode());
      shown.read().countDown();
    } else if (request.path().equals("/api/v1/status")) {
      request.response().end("{\"active\":\"master\",\"state\":\"IDLE\"}");
    } else {
      request.response().setStatusCode(404).end("{\"code\":\"unknown\"}");
    }
  }

  private boolean accepts(HttpServerRequest request, String scope) {
    String[] parts = request.getHeader("Authorization").split("[ .]", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
    return tokens.add(parts[3]) && new JsonObject(claims).getString("scope").equals(scope);
  }

  private void start(HttpServerRequest request, JsonObject asked) {
    Side from = side(asked.getString("from"));
    Side to = side(asked.getString("to"));
    show("PREPARING", 0, 0);
    vertx
        .executeBlocking(() -> mover.move(from, to, this::showUntilRead))
        .onSuccess(state -> end(new JsonObject().put("state", state).putNull("failure")))
        .onFailure(failure ->
            end(new JsonObject().put("state", "ROLLED_BACK").put("failure", failure.getMessage())));
    request
        .response()
        .setStatusCode(202)
        .putHeader("Location", "/api/v1/switchovers/1")
        .end(view.switchover().encode());
  }

  private void end(JsonObject end) {
    JsonObject before = view.switchover().copy();
    view = new View(before.mergeIn(end).put("outageMs", 17).put("cutOverMs", 9));
  }

  private View show(String state, long rows, long bytes) {
    View shown =
        new View(
            new JsonObject()
                .put("id", "1")
                .put("state", state)
                .put("rows", rows)
                .put("bytes", bytes));
    view = shown;
    return shown;
  }

  private void showUntilRead(String state, long rows, long bytes) throws InterruptedException {
    if (!show(state, rows, bytes).read().await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody asked for the switchover while it was " + state);
    }
  }

  private static Side side(String label) {
    return Side.valueOf(label.toUpperCase(Locale.ROOT));
  }
}
