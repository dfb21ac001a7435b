package hma.service;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to a service: is the process alive, has it been started, and is it ready to work; and
 * all of that at once. The answers are {@code
 * {"status":"UP","checks":[{"name":"database","status":"UP"}]}}, with 200 or 503, in the form of <a
 * href="https://download.eclipse.org/microprofile/microprofile-health-4.0.1/microprofile-health-spec-4.0.1.html">MicroProfile
 * Health</a>. Why something is down is in the log only, unless the check itself gives what anybody
 * may read: anybody may ask.
 */
public final class Health {
  private static final Logger LOGGER = LoggerFactory.getLogger(Health.class);
  private static final long LONGEST_PROBE_SECONDS = 5;
  private static final JsonObject NOTHING = new JsonObject();

  private final List<HealthCheck> checks;

  /** Ready when all of these are up. */
  public Health(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** Adds the four paths. */
  public void mount(Router router) {
    router.get("/health").handler(this::ready);
    router.get("/health/ready").handler(this::ready);
    router.get("/health/started").handler(Health::live);
    router.get("/health/live").handler(Health::live);
  }

  /** What a process can say that listens: it is alive, and has been started. */
  public static void live(RoutingContext context) {
    answer(context, List.of());
  }

  /** Whether all is there that the service needs; the other questions ask for nothing more. */
  public void ready(RoutingContext context) {
    List<Future<Outcome>> outcomes = checks.stream().map(Health::probe).toList();
    Future.all(outcomes)
        .onSuccess(all -> answer(context, outcomes.stream().map(Future::result).toList()))
        .onFailure(context::fail);
  }

  private static Future<Outcome> probe(HealthCheck check) {
    Future<?> probe;
    try {
      probe = check.probe().get();
    } catch (RuntimeException failure) {
      probe = Future.failedFuture(failure);
    }
    return probe
        .timeout(LONGEST_PROBE_SECONDS, TimeUnit.SECONDS)
        .map(seen -> outcome(check, seen))
        .otherwise(failure -> down(check, failure));
  }

  private static Outcome outcome(HealthCheck check, @Nullable Object seen) {
    return seen instanceof HealthCheck.Finding finding
        ? new Outcome(check.name(), finding.up(), finding.data())
        : new Outcome(check.name(), true, NOTHING);
  }

  private static Outcome down(HealthCheck check, Throwable failure) {
    LOGGER.atDebug().addKeyValue("check", check.name()).setCause(failure).log("not ready");
    return new Outcome(check.name(), false, NOTHING);
  }

  private static void answer(RoutingContext context, List<Outcome> outcomes) {
    boolean up = outcomes.stream().allMatch(Outcome::up);
    JsonArray checks = new JsonArray();
    outcomes.forEach(outcome -> checks.add(outcome.toJson()));
    context
        .response()
        .setStatusCode(up ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new JsonObject().put("status", status(up)).put("checks", checks).toBuffer());
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }

  private record Outcome(String name, boolean up, JsonObject data) {
    JsonObject toJson() {
      JsonObject json = new JsonObject().put("name", name).put("status", status(up));
      return data.isEmpty() ? json : json.put("data", data);
    }
  }
}
