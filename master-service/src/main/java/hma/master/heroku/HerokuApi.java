package hma.master.heroku;

import hma.config.Loopback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The way to the Platform API: one request after the other until Heroku grants it, refuses it for
 * good or the time is up. Shared by the clients of all apps.
 *
 * <p>Redirections are not followed: the token would go wherever they point.
 *
 * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference">Platform API
 *     reference</a>
 */
public final class HerokuApi implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HerokuApi.class);

  /** A page of a list is at most 1000 small objects. */
  private static final int LARGEST_ANSWER = 4 << 20;

  private static final int KEEP_ALIVE_SECONDS = 50;

  private final Vertx vertx;
  private final String base;
  private final RetryPolicy policy;
  private final CallListener listener;
  private final WebClient client;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /**
   * Opens the way.
   *
   * @param vertx runs requests and pauses
   * @param base where the API is, as in {@code https://api.heroku.com}
   * @param policy when a call is tried again
   * @throws IllegalArgumentException when the address is neither https nor on this machine
   */
  public HerokuApi(Vertx vertx, URI base, RetryPolicy policy) {
    this(vertx, base, policy, CallListener.NONE);
  }

  /**
   * As {@link #HerokuApi(Vertx, URI, RetryPolicy)}, for one who wants to know.
   *
   * @param listener is told of every attempt
   */
  public HerokuApi(Vertx vertx, URI base, RetryPolicy policy, CallListener listener) {
    this.vertx = vertx;
    this.listener = listener;
    this.base = checked(base);
    this.policy = policy;
    this.client =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setUserAgent("hma")
                .setFollowRedirects(false)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS));
  }

  /** Closes the connections; calls that still run fail. */
  @Override
  public void close() {
    client.close();
  }

  /**
   * Calls Heroku, and again where that may help.
   *
   * @return fails with a {@link HerokuException}, or as the call's permission does
   */
  Future<Answer> call(Call call) {
    return attempt(new Errand(call, System.nanoTime(), MDC.get("switchover")), 1);
  }

  /**
   * A call through all its attempts.
   *
   * @param begun when, by {@link System#nanoTime}
   * @param switchover for which it is, as the log of whoever calls has it; the attempts end on
   *     other threads
   */
  private record Errand(Call call, long begun, @Nullable String switchover) {}

  private Future<Answer> attempt(Errand errand, int number) {
    Call call = errand.call();
    return permission(call)
        .compose(granted ->
            sendAndTell(call, policy.limitOfAttempt(since(errand.begun())))
                .onSuccess(answer -> logGranted(errand, number, answer))
                .recover(failure -> again(errand, number, (HerokuException) failure)));
  }

  /** A permission that throws is one that fails. */
  private static Future<Void> permission(Call call) {
    return Future.<Void>succeededFuture().compose(ignored -> call.permission().get());
  }

  private Future<Answer> again(Errand errand, int number, HerokuException failure) {
    Optional<Duration> pause =
        errand.call().repeatable() && failure.retryable()
            ? policy.pauseAfter(number, since(errand.begun()), random.nextDouble())
            : Optional.empty();
    logRefused(errand, number, failure, pause);
    return pause
        .map(length ->
            vertx
                .timer(length.toMillis(), TimeUnit.MILLISECONDS)
                .compose(elapsed -> attempt(errand, number + 1)))
        .orElseGet(() -> Future.failedFuture(failure));
  }

  private Future<Answer> sendAndTell(Call call, Duration limit) {
    long sent = System.nanoTime();
    return send(call, limit)
        .onSuccess(answer -> tell(call, answer.status(), sent))
        .onFailure(failure -> tell(call, ((HerokuException) failure).status(), sent));
  }

  private void tell(Call call, int status, long sent) {
    listener.ended(
        new CallListener.Attempt(call.access().app(), call.kind().label(), status, since(sent)));
  }

  private Future<Answer> send(Call call, Duration limit) {
    BoundedBody body = new BoundedBody(LARGEST_ANSWER);
    HttpRequest<Void> request = request(call, limit, body);
    Future<HttpResponse<Void>> response =
        call.request().body().map(request::sendJsonObject).orElseGet(request::send);
    return response
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(Answers.unanswered(call, failure)))
        .map(headers -> Answers.granted(call, headers, body.content()));
  }

  private HttpRequest<Void> request(Call call, Duration limit, BoundedBody body) {
    HttpRequest<Void> request =
        client
            .requestAbs(call.request().method(), base + call.request().path())
            .as(BodyCodec.pipe(body, false))
            .timeout(limit.toMillis())
            .putHeader("Accept", "application/vnd.heroku+json; version=" + call.request().variant())
            .bearerTokenAuthentication(call.access().token().reveal());
    call.request().range().ifPresent(range -> request.putHeader("Range", range));
    return request;
  }

  private static void logGranted(Errand errand, int number, Answer answer) {
    log.atInfo()
        .addKeyValue("switchover", errand.switchover())
        .addKeyValue("app", errand.call().access().app())
        .addKeyValue("operation", errand.call().operation())
        .addKeyValue("attempt", number)
        .addKeyValue("status", answer.status())
        .addKeyValue("requestId", answer.requestId())
        .addKeyValue("durationMs", since(errand.begun()).toMillis())
        .log("Heroku granted a call");
  }

  private static void logRefused(
      Errand errand, int number, HerokuException failure, Optional<Duration> pause) {
    log.atWarn()
        .addKeyValue("switchover", errand.switchover())
        .addKeyValue("app", errand.call().access().app())
        .addKeyValue("operation", errand.call().operation())
        .addKeyValue("attempt", number)
        .addKeyValue("status", failure.status())
        .addKeyValue("herokuError", failure.id())
        .addKeyValue("requestId", failure.requestId())
        .addKeyValue("pauseMs", pause.map(Duration::toMillis).orElse(null))
        .log(
            pause.isPresent()
                ? "Heroku did not grant a call: it is tried again"
                : "Heroku did not grant a call");
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static String checked(URI base) {
    String host = base.getHost() == null ? "" : base.getHost().toLowerCase(Locale.ROOT);
    boolean safe = "https".equals(base.getScheme()) && !host.isEmpty();
    boolean local = "http".equals(base.getScheme()) && Loopback.isLoopback(host);
    if ((!safe && !local) || base.getUserInfo() != null || base.getQuery() != null) {
      throw new IllegalArgumentException(
          "HMA_HEROKU_API: give an address like https://api.heroku.com; plain http is for this"
              + " machine only, and neither user nor query belong into it");
    }
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
