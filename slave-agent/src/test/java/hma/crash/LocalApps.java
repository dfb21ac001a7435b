package hma.crash;

import hma.protocol.Side;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Platform API over two apps whose dynos live in this process. Orders take effect before they are
 * answered; an answer can be lost.
 */
final class LocalApps implements AutoCloseable {
  private static final String WEB = "web";
  private static final String WORKER = "worker";

  private final Vertx vertx = Vertx.vertx();
  private final Workflows workflows = new Workflows(vertx);
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final AtomicInteger losing = new AtomicInteger();
  private final HttpServer server;
  private volatile Optional<JsonObject> quota = Optional.empty();

  /** What runs when a quantity is 1. */
  interface DynoProcess {
    /** Starts it, or starts it again. */
    void start();

    /** Stops it and returns when it is gone. */
    void stop();

    /** Whether it runs. */
    boolean alive();
  }

  /** One app with a worker and a web process. */
  private static final class App {
    private final String name;
    private final URI webUrl;
    private final Map<String, DynoProcess> processes;
    private final Map<String, Integer> quantities = new LinkedHashMap<>(Map.of(WEB, 0, WORKER, 0));
    private Instant since = Instant.now();

    App(String name, URI webUrl, Map<String, DynoProcess> processes) {
      this.name = name;
      this.webUrl = webUrl;
      this.processes = processes;
    }

    synchronized void scale(String type, int quantity) {
      quantities.put(type, quantity);
      DynoProcess process = processes.get(type);
      if (process != null && quantity == 0) {
        process.stop();
      } else if (process != null && !process.alive()) {
        since = Instant.now();
        process.start();
      }
    }

    /** Heroku starts again what crashed. */
    synchronized void restartCrashed() {
      quantities.forEach((type, quantity) -> {
        DynoProcess process = processes.get(type);
        if (process != null && quantity > 0 && !process.alive()) {
          process.start();
        }
      });
    }

    synchronized int quantity(String type) {
      return quantities.getOrDefault(type, 0);
    }

    synchronized JsonArray formation() {
      JsonArray types = new JsonArray();
      quantities.forEach((type, quantity) ->
          types.add(
              new JsonObject().put("type", type).put("quantity", quantity).put("size", "Basic")));
      return types;
    }

    synchronized JsonArray dynos() {
      JsonArray dynos = new JsonArray();
      processes.forEach((type, process) -> {
        if (process.alive()) {
          dynos.add(
              new JsonObject()
                  .put("name", type + ".1")
                  .put("type", type)
                  .put("state", "up")
                  .put("size", "Basic")
                  .put("created_at", since.toString())
                  .put("updated_at", since.toString()));
        }
      });
      return dynos;
    }

    JsonObject json() {
      return new JsonObject()
          .put("id", "id-of-" + name)
          .put("name", name)
          .put("maintenance", false)
          .put("web_url", webUrl.toString())
          .put("owner", new JsonObject().put("id", "owner-of-" + name));
    }
  }

  LocalApps(URI agentUrl, DynoProcess masterWorker, DynoProcess slaveWorker, DynoProcess agent)
      throws Exception {
    apps.put(name(Side.MASTER), new App(name(Side.MASTER), agentUrl, Map.of(WORKER, masterWorker)));
    apps.put(
        name(Side.SLAVE),
        new App(name(Side.SLAVE), agentUrl, Map.of(WORKER, slaveWorker, WEB, agent)));
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> answerLater(request, body)))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    vertx.setPeriodic(
        200,
        tick -> {
          workflows.start(
              "restarts",
              () -> {
                apps.values().forEach(App::restartCrashed);
                return tick;
              });
        });
  }

  static String name(Side side) {
    return side == Side.MASTER ? "app-of-master" : "app-of-slave";
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** How many workers a side is to run. */
  int workers(Side side) {
    return app(name(side)).quantity(WORKER);
  }

  /** How many agents are to run. */
  int agents() {
    return app(name(Side.SLAVE)).quantity(WEB);
  }

  /** As a person does it. */
  void scaleWorker(Side side, int quantity) {
    app(name(side)).scale(WORKER, quantity);
  }

  /** Both accounts have Eco hours from now on. */
  void quota(Duration total, Duration left) {
    quota =
        Optional.of(
            new JsonObject()
                .put("account_quota", total.toSeconds())
                .put("quota_used", total.minus(left).toSeconds()));
  }

  /** As many answers get lost on their way, what was asked for being done. */
  void loseAnswers(int count) {
    losing.set(count);
  }

  private App app(String name) {
    App app = apps.get(name);
    if (app == null) {
      throw new IllegalArgumentException("no app " + name);
    }
    return app;
  }

  /** Stopping a worker takes a moment. */
  private void answerLater(HttpServerRequest request, Buffer body) {
    workflows
        .start("platform", () -> answer(request, body))
        .onSuccess(answer -> {
          if (losing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            request.connection().close();
          } else {
            request.response().putHeader("Content-Type", "application/json").end(answer);
          }
        })
        .onFailure(failure ->
            request
                .response()
                .setStatusCode(failure instanceof IllegalArgumentException ? 404 : 500)
                .end(
                    new JsonObject()
                        .put("id", "failed")
                        .put("message", String.valueOf(failure))
                        .toBuffer()));
  }

  private Buffer answer(HttpServerRequest request, Buffer body) {
    String[] path = request.path().split("/", -1);
    if (path[1].equals("accounts") && quota.isPresent()) {
      return quota.get().toBuffer();
    }
    App app = app(path.length > 2 ? path[2] : "");
    String what = path.length > 3 ? path[3] : "";
    if (request.method().equals(HttpMethod.PATCH)) {
      body.toJsonObject().getJsonArray("updates").stream()
          .map(JsonObject.class::cast)
          .forEach(update -> app.scale(update.getString("type"), update.getInteger("quantity")));
    }
    return switch (what) {
      case "formation" -> app.formation().toBuffer();
      case "dynos" -> app.dynos().toBuffer();
      case "releases" -> new JsonArray().toBuffer();
      case "" -> app.json().toBuffer();
      default -> throw new IllegalArgumentException(request.path());
    };
  }

  @Override
  public void close() throws Exception {
    server.close().await(10, TimeUnit.SECONDS);
    for (App app : apps.values()) {
      app.scale(WORKER, 0);
      app.scale(WEB, 0);
    }
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
