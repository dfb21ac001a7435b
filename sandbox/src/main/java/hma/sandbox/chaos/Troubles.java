package hma.sandbox.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults that hold at the moment, several beside each other, put to the sandbox over its
 * control API as anybody would.
 */
final class Troubles implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI faults;
  private final long seed;
  private final List<Mishap.Trouble> standing = new ArrayList<>();

  /**
   * How the apps are called in faults.
   *
   * @param master the master's
   * @param slave the slave's
   */
  record Apps(String master, String slave) {}

  /**
   * None so far.
   *
   * @param control where the sandbox's control API is
   * @param seed what every random choice of the sandbox begins with
   */
  Troubles(URI control, long seed) {
    this.faults = control.resolve("faults");
    this.seed = seed;
  }

  /** One more. */
  synchronized void begin(Mishap.Trouble trouble) {
    standing.add(trouble);
    put();
  }

  /** One less. */
  synchronized void end(Mishap.Trouble trouble) {
    standing.remove(trouble);
    put();
  }

  /** Nothing goes wrong any more. */
  synchronized void endAll() {
    standing.clear();
    put();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** What stands, as a faults file says it; the newest first, since the first one strikes. */
  static JsonObject document(long seed, List<Mishap.Trouble> standing) {
    JsonObject document = new JsonObject().put("seed", seed);
    for (Mishap.Trouble trouble : standing.reversed()) {
      JsonArray list = document.getJsonArray(trouble.list(), new JsonArray());
      // A line is either as bad as the newest says, or as good as ever.
      if (!trouble.list().equals("links") || list.isEmpty()) {
        document.put(trouble.list(), list.add(trouble.entry()));
      }
    }
    return document;
  }

  private void put() {
    HttpRequest request =
        HttpRequest.newBuilder(faults)
            .timeout(LIMIT)
            .PUT(BodyPublishers.ofString(document(seed, standing).encode()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new ChaosFailure("the control API refused the faults: " + answer.body());
      }
    } catch (IOException broken) {
      throw new ChaosFailure("the control API does not answer", broken);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new ChaosFailure("interrupted", interrupt);
    }
  }
}
