package hma.master.metrics;

import hma.signing.UnsignedResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts requests, and who was not believed: people's tokens, and signatures between master and
 * agent.
 */
final class RefusalMeters {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private final MeterRegistry registry;
  private final Map<Reason, Counter> tokens = new EnumMap<>(Reason.class);
  private final Counter byAgent;
  private final Counter byMaster;

  /** Why a token was refused. */
  private enum Reason {
    MISSING,
    INVALID,
    INSUFFICIENT_SCOPE,
    TOO_MANY
  }

  RefusalMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Reason reason : Reason.values()) {
      tokens.put(
          reason,
          Counter.builder("hma.tokens.refused")
              .description("Requests to the API that were refused for their token.")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.byAgent = signatures(registry, "agent");
    this.byMaster = signatures(registry, "master");
  }

  private static Counter signatures(MeterRegistry registry, String by) {
    return Counter.builder("hma.signatures.rejected")
        .description("Signatures between master and agent that were not believed, by whom.")
        .tag("rejected_by", by)
        .register(registry);
  }

  /** A router's error page is no signature that was refused. */
  void distrusted(UnsignedResponse answer) {
    if (answer.signed()) {
      byMaster.increment();
    } else if (answer.status() == UNAUTHORIZED) {
      byAgent.increment();
    }
  }

  /** What the challenge says, once the answer is sent. */
  void watch(RoutingContext context) {
    long begun = System.nanoTime();
    context.addEndHandler(ended -> {
      HttpServerResponse response = context.response();
      answered(response.getStatusCode(), Duration.ofNanos(System.nanoTime() - begun));
      count(response);
    });
    context.next();
  }

  private void answered(int status, Duration took) {
    Timer.builder("hma.http.request")
        .description("Requests that were answered, by their status.")
        .tag("code", String.valueOf(status))
        .register(registry)
        .record(took);
  }

  private void count(HttpServerResponse response) {
    reason(response).map(tokens::get).ifPresent(Counter::increment);
  }

  private static Optional<Reason> reason(HttpServerResponse response) {
    if (response.getStatusCode() == TOO_MANY_REQUESTS) {
      return Optional.of(Reason.TOO_MANY);
    }
    String challenge = response.headers().get("WWW-Authenticate");
    if (challenge == null || !challenge.startsWith("Bearer ")) {
      return Optional.empty();
    }
    if (challenge.contains("insufficient_scope")) {
      return Optional.of(Reason.INSUFFICIENT_SCOPE);
    }
    return Optional.of(challenge.contains("invalid_token") ? Reason.INVALID : Reason.MISSING);
  }
}
