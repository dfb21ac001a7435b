package hma.sandbox.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.demo.BearerToken;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The master's interface as {@code curl} sees it. */
final class MasterApi implements AutoCloseable {
  static final String SWITCHOVERS = "/api/v1/switchovers";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;
  private final Secret key;

  MasterApi(URI address, Secret key) {
    this.address = address;
    this.key = key;
  }

  String token(String scope) {
    return "Bearer " + BearerToken.issue(key, scope);
  }

  HttpResponse<String> post(String authorization, String body)
      throws IOException, InterruptedException {
    return send(
        request(SWITCHOVERS)
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> post(Side from, Side to) throws IOException, InterruptedException {
    JsonObject body = new JsonObject().put("from", from.label()).put("to", to.label());
    return post(token("switchover"), body.encode());
  }

  HttpResponse<String> postWithoutToken() throws IOException, InterruptedException {
    return send(
        request(SWITCHOVERS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"to\":\"slave\"}"))
            .build());
  }

  HttpResponse<String> delete(String id) throws IOException, InterruptedException {
    return send(
        request(SWITCHOVERS + "/" + id)
            .header("Authorization", token("switchover"))
            .DELETE()
            .build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Begins an inspection of everything. */
  HttpResponse<String> inspect(String path) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Authorization", token("switchover"))
            .POST(BodyPublishers.noBody())
            .build());
  }

  HttpResponse<String> inspected(String path) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", token("read")).GET().build());
  }

  JsonObject status() throws IOException, InterruptedException {
    return new JsonObject(get("/api/v1/status").body());
  }

  /**
   * The ids of a run's events, until it ends or its master is gone.
   *
   * @param last the id of the last one that is known; empty for none
   */
  List<String> events(String id, String last) {
    HttpRequest.Builder request = request(SWITCHOVERS + "/" + id + "/events");
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    List<String> ids = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                http.send(request.build(), BodyHandlers.ofInputStream()).body(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          ids.add(line.substring("id: ".length()));
        }
      }
    } catch (IOException gone) {
      return ids;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return ids;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
