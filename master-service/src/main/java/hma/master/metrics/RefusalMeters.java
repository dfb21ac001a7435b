package hma.master.metrics;

import hma.signing.UnsignedResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts who was not believed: people's tokens, and signatures between master and agent. */
final class RefusalMeters {
  private static final int UNAUTHORIZED = 401;

  private final Map<Reason, Counter> tokens = new EnumMap<>(Reason.class);
  private final Counter byAgent;
  private final Counter byMaster;

  /** Why a token was refused. */
  private enum Reason {
    MISSING,
    INVALID,
    INSUFFICIENT_SCOPE
  }

  RefusalMeters(MeterRegistry registry) {
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
    context.addEndHandler(ended -> count(context.response().headers().get("WWW-Authenticate")));
    context.next();
  }

  private void count(@Nullable String challenge) {
    if (challenge != null && challenge.startsWith("Bearer ")) {
      Counter counter = tokens.get(reason(challenge));
      if (counter != null) {
        counter.increment();
      }
    }
  }

  private static Reason reason(String challenge) {
    if (challenge.contains("insufficient_scope")) {
      return Reason.INSUFFICIENT_SCOPE;
    }
    return challenge.contains("invalid_token") ? Reason.INVALID : Reason.MISSING;
  }
}
