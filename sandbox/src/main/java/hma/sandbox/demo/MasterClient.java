package hma.sandbox.demo;

import hma.config.Secret;
import hma.protocol.Side;
import hma.workflow.Awaiting;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/**
 * Calls the master's API as {@code curl} would, each time with a token of its own. Reading is
 * repeated for a while where the master cannot be reached or says that it is not ready.
 */
public final class MasterClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final String SWITCHOVERS = "/api/v1/switchovers";
  private static final String ACTING = "switchover";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(25);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final URI master;
  private final Secret sharedKey;
  private final Duration silence;
  private final Duration answerLimit;

  /**
   * Connects nowhere yet.
   *
   * @param master the service's address
   * @param sharedKey what its tokens are derived from
   * @param silence how long it may go on not answering
   */
  public MasterClient(URI master, Secret sharedKey, Duration silence) {
    this(master, sharedKey, silence, ANSWER_LIMIT);
  }

  /**
   * As the other one, for those who do not wait as long for one answer as the router does.
   *
   * @param answerLimit how long each answer may take
   */
  public MasterClient(URI master, Secret sharedKey, Duration silence, Duration answerLimit) {
    this.master = master;
    this.sharedKey = sharedKey;
    this.silence = silence;
    this.answerLimit = answerLimit;
  }

  /**
   * Asks for a switchover.
   *
   * @return where to look at it
   * @throws DemoFailure when the master refuses, with its reason, or cannot be reached
   */
  public URI start(Side from, Side to) {
    JsonObject body = new JsonObject().put("to", to.label()).put("from", from.label());
    return begin(SWITCHOVERS, ACTING, body);
  }

  /**
   * Asks for a refresh of the standby.
   *
   * @return where to look at it
   * @throws DemoFailure as {@link #start}
   */
  public URI refresh() {
    return begin("/api/v1/refreshes", ACTING, new JsonObject());
  }

  /**
   * Asks for the standby's fence, which before the first switchover is not there.
   *
   * @return where to look at it
   * @throws DemoFailure as {@link #start}
   */
  public URI fenceStandby() {
    return begin("/api/v1/fence-changes", "admin", new JsonObject().put("change", "close"));
  }

  /**
   * Calls a switchover or a refresh off.
   *
   * @throws DemoFailure as {@link #start}
   */
  public void cancel(URI location) {
    act(request(location.getPath(), ACTING).DELETE().build());
  }

  /**
   * A switchover as it is now.
   *
   * @throws DemoFailure when the master does not show it
   */
  public Switchover find(URI location) {
    return new Switchover(get(location.getPath()));
  }

  /** As {@link #find(URI)}, by the number of it. */
  public Switchover find(String id) {
    return new Switchover(get(SWITCHOVERS + "/" + id));
  }

  /**
   * Any other document, as one that {@link #fenceStandby} points to.
   *
   * @throws DemoFailure when the master does not show it
   */
  public JsonObject look(URI location) {
    return get(location.getPath());
  }

  /**
   * What the master knows.
   *
   * @throws DemoFailure when it does not tell
   */
  public JsonObject status() {
    return get("/api/v1/status");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private URI begin(String path, String scope, JsonObject body) {
    HttpRequest.Builder request = request(path, scope);
    HttpResponse<String> answer =
        act(
            body.isEmpty()
                ? request.POST(BodyPublishers.noBody()).build()
                : request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body.encode()))
                    .build());
    return answer
        .headers()
        .firstValue("Location")
        .map(master::resolve)
        .orElseThrow(() -> new DemoFailure("the master answered 202 without a Location"));
  }

  private HttpResponse<String> act(HttpRequest request) {
    HttpResponse<String> answer = answerAtOnce(request);
    if (answer.statusCode() != 202) {
      throw refused(request, answer);
    }
    return answer;
  }

  private JsonObject get(String path) {
    Instant begin = Instant.now();
    while (true) {
      try {
        return getOnce(path);
      } catch (IOException unavailable) {
        if (Duration.between(begin, Instant.now()).compareTo(silence) > 0) {
          throw new DemoFailure(
              "the master has not answered GET %s for %d s".formatted(path, silence.toSeconds()),
              unavailable);
        }
      }
      Awaiting.pause(BETWEEN_ATTEMPTS);
    }
  }

  private JsonObject getOnce(String path) throws IOException {
    HttpRequest request = request(path, "read").GET().build();
    HttpResponse<String> answer = answer(request);
    if (answer.statusCode() >= 500) {
      throw new IOException("status " + answer.statusCode());
    }
    if (answer.statusCode() != 200) {
      throw refused(request, answer);
    }
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException notJson) {
      throw new DemoFailure("the master's answer to GET " + path + " is not JSON", notJson);
    }
  }

  private HttpRequest.Builder request(String path, String scope) {
    return HttpRequest.newBuilder(master.resolve(path))
        .timeout(answerLimit)
        .header("Authorization", "Bearer " + BearerToken.issue(sharedKey, scope));
  }

  private HttpResponse<String> answerAtOnce(HttpRequest request) {
    try {
      return answer(request);
    } catch (IOException unreachable) {
      throw new DemoFailure("the master cannot be reached at " + request.uri(), unreachable);
    }
  }

  private HttpResponse<String> answer(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("interrupted", interrupt);
    }
  }

  private static DemoFailure refused(HttpRequest request, HttpResponse<String> answer) {
    return new DemoFailure(
        "%s %s was answered with %d: %s"
            .formatted(
                request.method(), request.uri().getPath(), answer.statusCode(), answer.body()));
  }
}
