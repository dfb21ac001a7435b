package hma.sandbox.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what the master tells of. */
final class WebhookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonObject> received = new CopyOnWriteArrayList<>();

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  /** Config vars of a master that tells this, and these. */
  Map<String, String> with(Map<String, String> vars) {
    Map<String, String> all = new HashMap<>(vars);
    all.put("HMA_WEBHOOK_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/hma");
    all.put("HMA_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    return all;
  }

  /** What was told of one switchover, in its order. */
  List<String> toldOf(String switchover) {
    return received.stream()
        .filter(told -> switchover.equals(told.getJsonObject("data").getString("id")))
        .map(told -> told.getString("type"))
        .toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(new JsonObject(new String(body, StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
