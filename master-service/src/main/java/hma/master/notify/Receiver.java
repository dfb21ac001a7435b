package hma.master.notify;

import hma.config.Webhook;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where letters are posted: one connection for each, no redirection followed, and of the answer
 * nothing but the status and {@code Retry-After} kept. What the HTTP client says of a failure holds
 * the address, path included, so only the kind of the failure is passed on.
 */
final class Receiver {
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final Duration END_OF_ANSWER = Duration.ofSeconds(1);

  private final Webhook webhook;
  private final Signatures signatures;
  private final InstantSource clock;
  private final long limit;
  private final HttpClientAgent http;

  /**
   * Reached when there is something to post.
   *
   * @param limit how long it may take to answer
   */
  Receiver(Vertx vertx, Webhook webhook, InstantSource clock, Duration limit) {
    this.webhook = webhook;
    this.signatures = new Signatures(webhook.secrets());
    this.clock = clock;
    this.limit = limit.toMillis();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setVerifyHost(true)
                .setKeepAlive(false)
                .setConnectTimeout((int) limit.toMillis())
                .setDecompressionSupported(false));
  }

  /** Its host, and its port where it is not the usual one. */
  String name() {
    return webhook.receiver();
  }

  /** Posts a letter once. */
  Future<Answer> post(Letter letter) {
    return http.request(options(letter))
        .compose(request -> answer(request, letter))
        .otherwise(Receiver::failed);
  }

  private RequestOptions options(Letter letter) {
    long timestamp = clock.instant().getEpochSecond();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(webhook.address().toString())
            .setFollowRedirects(false)
            .setConnectTimeout(limit)
            .putHeader(HttpHeaders.USER_AGENT, "hma")
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader("webhook-id", letter.id())
            .putHeader("webhook-timestamp", String.valueOf(timestamp));
    return signatures.possible()
        ? options.putHeader("webhook-signature", signatures.of(letter, timestamp))
        : options;
  }

  private Future<Answer> answer(HttpClientRequest request, Letter letter) {
    return request
        .send(letter.body())
        .timeout(limit, TimeUnit.MILLISECONDS)
        .onFailure(failure -> request.reset())
        .map(response -> {
          letGo(response);
          return Answer.of(
              response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER.toString()));
        });
  }

  /** The status has said it all: a short rest is let through, a long or slow one is cut off. */
  private static void letGo(HttpClientResponse response) {
    long[] read = {0};
    response.handler(part -> {
      read[0] += part.length();
      if (read[0] > LONGEST_ANSWER) {
        response.request().reset();
      }
    });
    response
        .end()
        .timeout(END_OF_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cut -> response.request().reset());
  }

  private static Answer failed(Throwable failure) {
    String why =
        failure instanceof TimeoutException
            ? "it did not answer in time"
            : "it could not be reached (" + failure.getClass().getSimpleName() + ")";
    return new Answer.Failed(why, Duration.ZERO);
  }
}
