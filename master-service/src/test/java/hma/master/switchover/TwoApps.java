package hma.master.switchover;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** By app and process type. */
  private final Map<String, String> sizes = new ConcurrentHashMap<>();

  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Map<String, Integer> hoursLeft = new ConcurrentHashMap<>();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final AtomicInteger agentStarts = new AtomicInteger();
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();
  private final Set<String> refusedTypes = ConcurrentHashMap.newKeySet();
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

  /** A process type of an app is of this size from now on. */
  void size(String app, String type, String size) {
    sizes.put(app + " " + type, size);
  }

  /** What was ordered so far, as in {@code a worker=1:basic}. */
  List<String> orders() {
    return orders;
  }

  /** Every request for an app is refused with this status; 0 ends it. */
  void refuse(String app, int status) {
    refusals.put(app, status);
  }

  /** An app's orders are refused from now on, or no longer. */
  void refuseOrders(String app, boolean on) {
    var _ = on ? refusing.add(app) : refusing.remove(app);
  }

  /** Orders for a process type are refused from now on. */
  void refuseType(String type) {
    refusedTypes.add(type);
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
    if (refused != 0 || ordersRefusedType(request, body)) {
      request
          .response()
          .setStatusCode(refused == 0 ? 403 : refused)
          .end("{\"id\":\"refused\",\"message\":\"no\"}");
      return;
    }
    if (request.method().name().equals("PATCH")) {
      for (Object update : body.toJsonObject().getJsonArray("updates")) {
        JsonObject change = (JsonObject) update;
        int quantity = change.getInteger("quantity");
        String type = change.getString("type");
        JsonObject size = change.getJsonObject("dyno_size");
        quantities.get(app).put(type, quantity);
        if (size != null) {
          sizes.put(app + " " + type, size.getString("name"));
        }
        orders.add(
            "%s %s=%d%s"
                .formatted(app, type, quantity, size == null ? "" : ":" + size.getString("name")));
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

  private boolean ordersRefusedType(HttpServerRequest request, Buffer body) {
    return request.method().name().equals("PATCH")
        && refusedTypes.stream().anyMatch(type -> body.toString().contains("\"" + type + "\""));
  }

  private JsonArray formation(String app) {
    JsonArray types = new JsonArray();
    quantities
        .get(app)
        .forEach((type, quantity) ->
            types.add(
                new JsonObject()
                    .put("type", type)
                    .put("quantity", quantity)
                    .put("size", sizes.getOrDefault(app + " " + type, "Eco"))));
    return types;
  }

  private JsonArray dynos(String app) {
    JsonArray dynos = new JsonArray();
    quantities
        .get(app)
        .forEach((type, quantity) -> {
          if (quantity > 0 && !type.equals("web")) {
            dynos.add(
                new JsonObject()
                    .put("name", type + ".1")
                    .put("type", type)
                    .put("state", type.equals("worker") ? states.getOrDefault(app, "up") : "up")
                    .put("size", "Eco")
                    .put("created_at", since.toString())
                    .put("updated_at", since.toString()));
          }
        });
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
