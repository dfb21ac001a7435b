package hma.master.switchover;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Platform API over two apps, a and b: quantities are kept as they are ordered, the state of each
 * worker's dyno is what the test says, and both apps are in maintenance mode at first.
 */
final class TwoApps implements AutoCloseable {
  private static final String OWNER = "owner-of-";
  private static final int HOURS = 1000;
  private static final int SECONDS_PER_HOUR = 3600;

  private final Map<String, Map<String, Integer>> quantities = new ConcurrentHashMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Map<String, Integer> hoursLeft = new ConcurrentHashMap<>();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final AtomicInteger agentStarts = new AtomicInteger();
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();
  private volatile Instant since = Instant.now();
  private volatile boolean maintenance = true;

  TwoApps(Vertx vertx) throws Exception {
    quantities.put("a", new TreeMap<>(Map.of("worker", 0, "web", 0)));
    quantities.put("b", new TreeMap<>(Map.of("worker", 0, "web", 0)));
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** An app has one worker, whose dyno is in that state. */
  void worker(String app, String state, Instant entered) {
    quantities.get(app).put("worker", 1);
    states.put(app, state);
    since = entered;
  }

  /** The account of an app has so many of its 1000 Eco hours left; it tells none at first. */
  void hoursLeft(String app, int hours) {
    hoursLeft.put(app, hours);
  }

  /** Somebody scales a process type by hand. */
  void scale(String app, String type, int quantity) {
    quantities.get(app).put(type, quantity);
  }

  /** Every request for an app is refused with this status; 0 ends it. */
  void refuse(String app, int status) {
    refusals.put(app, status);
  }

  /** An app's orders are refused from now on, or no longer. */
  void refuseOrders(String app, boolean on) {
    var _ = on ? refusing.add(app) : refusing.remove(app);
  }

  /** Ends the maintenance of both apps. */
  void open() {
    maintenance = false;
  }

  /** Whether both apps are in maintenance mode. */
  void maintenance(boolean on) {
    maintenance = on;
  }

  /** How many dynos of a process type an app is to run. */
  int quantity(String app, String type) {
    return quantities.get(app).get(type);
  }

  /** How often the agent was started. */
  int agentStarts() {
    return agentStarts.get();
  }

  private void answer(HttpServerRequest request, Buffer body) {
    String[] path = request.path().split("/", -1);
    String app = path[2];
    int refused =
        request.method().name().equals("PATCH") && refusing.contains(app)
            ? 403
            : refusals.getOrDefault(app, 0);
    if (refused != 0) {
      request.response().setStatusCode(refused).end("{\"id\":\"refused\",\"message\":\"no\"}");
      return;
    }
    if (request.method().name().equals("PATCH")) {
      for (Object update : body.toJsonObject().getJsonArray("updates")) {
        JsonObject change = (JsonObject) update;
        int quantity = change.getInteger("quantity");
        quantities.get(app).put(change.getString("type"), quantity);
        if (change.getString("type").equals("web") && quantity > 0) {
          agentStarts.incrementAndGet();
        }
      }
    }
    String rest = path.length == 3 ? "" : path[3];
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(
            switch (rest) {
              case "formation" -> formation(app).toBuffer();
              case "dynos" -> dynos(app).toBuffer();
              case "actions" -> quota(app).toBuffer();
              default -> app(app).toBuffer();
            });
  }

  private JsonArray formation(String app) {
    JsonArray types = new JsonArray();
    quantities
        .get(app)
        .forEach((type, quantity) ->
            types.add(
                new JsonObject().put("type", type).put("quantity", quantity).put("size", "Eco")));
    return types;
  }

  private JsonArray dynos(String app) {
    JsonArray dynos = new JsonArray();
    if (quantities.get(app).get("worker") > 0) {
      dynos.add(
          new JsonObject()
              .put("name", "worker.1")
              .put("type", "worker")
              .put("state", states.getOrDefault(app, "up"))
              .put("size", "Eco")
              .put("created_at", since.toString())
              .put("updated_at", since.toString()));
    }
    return dynos;
  }

  private JsonObject app(String app) {
    return new JsonObject()
        .put("id", "id-of-" + app)
        .put("name", app)
        .put("maintenance", maintenance)
        .put("web_url", "https://" + app + ".example.com/")
        .put("owner", new JsonObject().put("id", OWNER + app));
  }

  private JsonObject quota(String owner) {
    Integer left = hoursLeft.get(owner.substring(OWNER.length()));
    return left == null
        ? new JsonObject().put("id", "not_found").put("message", "no")
        : new JsonObject()
            .put("account_quota", HOURS * SECONDS_PER_HOUR)
            .put("quota_used", (HOURS - left) * SECONDS_PER_HOUR);
  }

  @Override
  public void close() throws Exception {
    server.close().await(10, TimeUnit.SECONDS);
  }
}
