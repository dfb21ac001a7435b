package hma.master.api;

import com.fasterxml.jackson.core.type.TypeReference;
import hma.config.Loopback;
import hma.master.inspection.ComparisonReport;
import hma.master.inspection.ComparisonRequest;
import hma.master.inspection.InspectionView;
import hma.master.schedule.Plan;
import hma.master.switchover.FenceChange;
import hma.master.switchover.FenceChangeView;
import hma.master.switchover.HistoryQuery;
import hma.master.switchover.PauseRequest;
import hma.master.switchover.PauseView;
import hma.master.switchover.PreflightReport;
import hma.master.switchover.StatusView;
import hma.master.switchover.SwitchoverPage;
import hma.master.switchover.SwitchoverRequest;
import hma.master.switchover.SwitchoverView;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import hma.protocol.Side;
import hma.service.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The other end of the API, for the command line.
 *
 * <p>Every future fails with a {@link hma.protocol.ProblemException} when the master refuses, and
 * with an {@link UnreachableMaster} when none answers.
 */
public final class ApiClient {
  private static final TypeReference<InspectionView<PreflightReport>> PREFLIGHT =
      new TypeReference<>() {};
  private static final TypeReference<InspectionView<ComparisonReport>> COMPARISON =
      new TypeReference<>() {};
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NOT_READY = "not-ready";
  private static final int TRIES = 12;
  private static final Duration TRY_AGAIN = Duration.ofMillis(300);

  private final Vertx vertx;
  private final URI master;
  private final WebClient client;
  private final Supplier<Future<String>> readingToken;

  /**
   * Prepares for one master.
   *
   * @param vertx closes the connections when it closes
   * @param master its address, as in {@code https://my-app.herokuapp.com}
   * @param readingToken makes a token of the scope read, for a master that shows nothing without
   * @throws IllegalArgumentException when it is neither https nor on this machine: tokens are sent
   *     there
   */
  public ApiClient(Vertx vertx, URI master, Supplier<Future<String>> readingToken) {
    this.vertx = vertx;
    this.master = checked(master);
    this.readingToken = readingToken;
    this.client = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
  }

  /** What the master knows right now. */
  public Future<StatusView> status() {
    return look(MasterApi.STATUS, StatusView.class);
  }

  /**
   * The months to come.
   *
   * @param budget hours of an account in a month, beside the usual ones
   */
  public Future<Plan> plan(int months, Optional<Integer> budget) {
    String query = "?months=" + months + budget.map(hours -> "&budget=" + hours).orElse("");
    return look(MasterApi.PLAN + query, Plan.class);
  }

  /** One switchover or refresh. */
  public Future<SwitchoverView> find(String id) {
    return look(MasterApi.SWITCHOVERS + "/" + id, SwitchoverView.class);
  }

  /** What was begun last. */
  public Future<SwitchoverPage> history(HistoryQuery query) {
    return looked(
        () -> {
          HttpRequest<Buffer> request =
              request(HttpMethod.GET, MasterApi.SWITCHOVERS + "?limit=" + query.limit());
          query.before().ifPresent(id -> request.addQueryParam("before", id));
          query.kind().ifPresent(kind -> request.addQueryParam("kind", kind.label()));
          return request;
        },
        answer -> ApiJson.read(answer, SwitchoverPage.class));
  }

  /**
   * Begins a switchover.
   *
   * @param token one that has not been used
   */
  public Future<SwitchoverView> start(SwitchoverRequest wanted, String token) {
    return post(MasterApi.SWITCHOVERS, body(wanted), token);
  }

  /**
   * Begins the rehearsal of a switchover.
   *
   * @param token one that has not been used
   */
  public Future<SwitchoverView> rehearse(SwitchoverRequest wanted, String token) {
    return post(MasterApi.SWITCHOVERS, body(wanted).put("dryRun", true), token);
  }

  private static JsonObject body(SwitchoverRequest wanted) {
    JsonObject body = new JsonObject().put("to", wanted.to().label());
    wanted.from().ifPresent(from -> body.put("from", from.label()));
    return body;
  }

  private Future<SwitchoverView> post(String path, JsonObject body, String token) {
    return sent(
        () -> request(HttpMethod.POST, path).bearerTokenAuthentication(token).sendJsonObject(body),
        SwitchoverView.class);
  }

  /**
   * Calls a running one off.
   *
   * @param token one that has not been used
   */
  public Future<SwitchoverView> cancel(String id, String token) {
    return sent(
        () ->
            request(HttpMethod.DELETE, MasterApi.SWITCHOVERS + "/" + id)
                .bearerTokenAuthentication(token)
                .send(),
        SwitchoverView.class);
  }

  /**
   * Begins a refresh of the standby.
   *
   * @param token one that has not been used
   */
  public Future<SwitchoverView> refresh(String token) {
    return post(MasterApi.REFRESHES, new JsonObject(), token);
  }

  /**
   * Begins a preflight.
   *
   * @param to the side that would be active, the standby where it is not given
   * @param token one that has not been used
   */
  public Future<InspectionView<PreflightReport>> startPreflight(Optional<Side> to, String token) {
    JsonObject body = new JsonObject();
    to.ifPresent(side -> body.put("to", side.label()));
    return sent(
        () ->
            request(HttpMethod.POST, MasterApi.PREFLIGHTS)
                .bearerTokenAuthentication(token)
                .sendJsonObject(body),
        answer -> ApiJson.read(answer, PREFLIGHT));
  }

  /** One preflight. */
  public Future<InspectionView<PreflightReport>> findPreflight(String id) {
    return looked(
        () -> request(HttpMethod.GET, MasterApi.PREFLIGHTS + "/" + id),
        answer -> ApiJson.read(answer, PREFLIGHT));
  }

  /**
   * Begins a comparison.
   *
   * @param token one that has not been used
   */
  public Future<InspectionView<ComparisonReport>> startComparison(
      ComparisonRequest wanted, String token) {
    JsonObject body =
        new JsonObject().put("tables", new JsonArray(wanted.tables())).put("rows", wanted.rows());
    return sent(
        () ->
            request(HttpMethod.POST, MasterApi.COMPARISONS)
                .bearerTokenAuthentication(token)
                .sendJsonObject(body),
        answer -> ApiJson.read(answer, COMPARISON));
  }

  /** One comparison; it names keys of rows, so it is shown to whoever has a token only. */
  public Future<InspectionView<ComparisonReport>> findComparison(String id, String token) {
    return sent(
        () ->
            request(HttpMethod.GET, MasterApi.COMPARISONS + "/" + id)
                .bearerTokenAuthentication(token)
                .send(),
        answer -> ApiJson.read(answer, COMPARISON));
  }

  /**
   * Begins a change of the fences.
   *
   * @param token one of scope admin that has not been used
   */
  public Future<FenceChangeView> changeFences(FenceChange wanted, String token) {
    return sent(
        () ->
            request(HttpMethod.POST, MasterApi.FENCE_CHANGES)
                .bearerTokenAuthentication(token)
                .sendJsonObject(body(wanted)),
        FenceChangeView.class);
  }

  private static JsonObject body(FenceChange wanted) {
    JsonObject body = new JsonObject().put("change", wanted.label());
    return switch (wanted) {
      case FenceChange.Open(Duration time, String by) -> {
        body.put("ttl", time.toString());
        yield by == null ? body : body.put("by", by);
      }
      case FenceChange.Close() -> body;
      case FenceChange.Lift() -> body.put("confirm", true);
    };
  }

  /** One change of the fences. */
  public Future<FenceChangeView> findFenceChange(String id) {
    return look(MasterApi.FENCE_CHANGES + "/" + id, FenceChangeView.class);
  }

  /**
   * Lets no switchover begin by schedule.
   *
   * @param token one that has not been used
   */
  public Future<PauseView> pause(PauseRequest wanted, String token) {
    JsonObject body = new JsonObject();
    if (wanted.until() != null) {
      body.put("until", wanted.until().toString());
    }
    if (wanted.by() != null) {
      body.put("by", wanted.by());
    }
    return sent(
        () ->
            request(HttpMethod.PUT, MasterApi.PAUSE)
                .bearerTokenAuthentication(token)
                .sendJsonObject(body),
        PauseView.class);
  }

  /**
   * Lets the schedule be followed again.
   *
   * @param token one that has not been used
   */
  public Future<Boolean> resume(String token) {
    return sent(
        () -> request(HttpMethod.DELETE, MasterApi.PAUSE).bearerTokenAuthentication(token).send(),
        answer -> true);
  }

  /** How an answer becomes a record. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(Buffer answer) throws IOException;
  }

  private <T> Future<T> look(String path, Class<T> type) {
    return looked(() -> request(HttpMethod.GET, path), answer -> ApiJson.read(answer, type));
  }

  /** Without a token at first: most masters let everybody look, and not everybody has the key. */
  private <T> Future<T> looked(Supplier<HttpRequest<Buffer>> request, Reading<T> reading) {
    return sent(() -> request.get().send(), reading)
        .recover(failure ->
            isUnauthorized(failure)
                ? readingToken
                    .get()
                    .compose(token ->
                        sent(() -> request.get().bearerTokenAuthentication(token).send(), reading))
                : Future.failedFuture(failure));
  }

  private static boolean isUnauthorized(Throwable failure) {
    return failure instanceof ProblemException refused && refused.problem().status() == 401;
  }

  private HttpRequest<Buffer> request(HttpMethod method, String path) {
    return client.requestAbs(method, master.resolve(path).toString()).timeout(LIMIT.toMillis());
  }

  private <T> Future<T> sent(Supplier<Future<HttpResponse<Buffer>>> request, Class<T> type) {
    return sent(request, answer -> ApiJson.read(answer, type));
  }

  private <T> Future<T> sent(Supplier<Future<HttpResponse<Buffer>>> request, Reading<T> reading) {
    return sent(request, reading, TRIES);
  }

  /**
   * Where a router has a leader and a stand-in behind it, each may answer; this one did nothing.
   */
  private <T> Future<T> sent(
      Supplier<Future<HttpResponse<Buffer>>> request, Reading<T> reading, int tries) {
    return request
        .get()
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure ->
            Future.failedFuture(
                new UnreachableMaster(
                    master, Objects.requireNonNullElse(failure.getMessage(), ""), failure)))
        .map(answer -> read(answer, reading))
        .recover(failure ->
            tries > 1 && isNotReady(failure)
                ? vertx
                    .timer(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .compose(now -> sent(request, reading, tries - 1))
                : Future.failedFuture(failure));
  }

  private static boolean isNotReady(Throwable failure) {
    return failure instanceof ProblemException refused
        && refused.problem().code().equals(NOT_READY);
  }

  private <T> T read(HttpResponse<Buffer> response, Reading<T> reading) {
    Buffer body = Objects.requireNonNullElseGet(response.body(), Buffer::buffer);
    try {
      if (Problem.MEDIA_TYPE.equals(response.getHeader("Content-Type"))) {
        throw ProblemJson.decode(body.toJsonObject()).asException();
      }
      if (response.statusCode() >= 200 && response.statusCode() < 300) {
        return reading.from(body);
      }
    } catch (IOException | DecodeException | ClassCastException other) {
      throw strange(response, other);
    }
    throw strange(response, null);
  }

  /** A router's error page, or another service. */
  private UnreachableMaster strange(HttpResponse<Buffer> response, @Nullable Exception cause) {
    return new UnreachableMaster(master, "something else answered " + response.statusCode(), cause);
  }

  private static URI checked(URI master) {
    String host = master.getHost() == null ? "" : master.getHost();
    boolean safe = "https".equals(master.getScheme()) && !host.isEmpty();
    boolean local = "http".equals(master.getScheme()) && Loopback.isLoopback(host);
    if ((safe || local) && master.getUserInfo() == null) {
      return master;
    }
    throw new IllegalArgumentException(
        "the master's address (--url, HMA_MASTER_URL) must be like https://my-app.herokuapp.com, without a user; http is"
            + " for this machine only");
  }
}
