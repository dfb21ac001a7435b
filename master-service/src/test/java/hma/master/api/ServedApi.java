package hma.master.api;

import hma.master.support.RunningApi;
import hma.master.support.TestClock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The API for one test, and a client of it that holds each answer to the document. */
final class ServedApi implements BeforeEachCallback, AfterEachCallback {
  static final Instant NOW = Instant.parse("2026-11-21T00:00:00.500Z");

  private final TestClock clock = new TestClock(NOW);
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningApi running;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    running = new RunningApi(clock);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    http.shutdownNow();
    running.close();
  }

  /** Shows what it has to nobody without a token from now on. */
  void becomePrivate() throws Exception {
    running.close();
    running = new RunningApi(clock, false);
  }

  RunningApi running() {
    return running;
  }

  TestClock clock() {
    return clock;
  }

  /** The value of an Authorization header that is taken once. */
  String bearer(Scope scope) {
    return "Bearer " + running.token(scope);
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  /** Sends a body as JSON, and with a new token of a scope. */
  HttpResponse<String> act(String method, String path, String body, Scope scope) throws Exception {
    return send(
        method,
        path,
        body,
        "Content-Type",
        "application/json; charset=utf-8",
        "Authorization",
        bearer(scope));
  }

  /**
   * Sends a request.
   *
   * @param headers names and values in turn
   */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest request =
        request(path, headers)
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    Contract.holds(method, path, response);
    return response;
  }

  /** Sends a request whose answer need not end. */
  HttpResponse<InputStream> open(String path, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request(path, headers).build(), BodyHandlers.ofInputStream());
    Contract.allowsHead("GET", path, response);
    return response;
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(running.address().resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** The code of a problem. */
  static String code(HttpResponse<String> response) {
    return new JsonObject(response.body()).getString("code");
  }
}
