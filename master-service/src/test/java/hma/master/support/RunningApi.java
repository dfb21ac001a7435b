package hma.master.support;

import static java.util.stream.Collectors.toMap;

import hma.config.Secret;
import hma.master.api.AccessTokens;
import hma.master.api.MasterApi;
import hma.master.api.Scope;
import hma.service.FailureRenderer;
import hma.service.HttpServers;
import hma.service.ImpliedMethods;
import hma.service.SecurityHeaders;
import hma.signing.SigningKeys;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The API over a real HTTP server, with switchovers that only exist in the test. */
public final class RunningApi implements AutoCloseable {
  /** The key that the API shares with whoever acts. */
  public static final Secret SHARED = Secret.of("a shared key of well over 32 characters");

  /** The key before it. */
  public static final Secret PREVIOUS = Secret.of("the shared key that was in use before it");

  /** What is asked by who watches services, of which there is nothing here. */
  private static final List<String> WATCHING =
      List.of("getHealth", "getReadiness", "getStarted", "getLiveness", "getMetrics");

  private final Vertx vertx = Vertx.vertx();
  private final FakeSwitchovers switchovers = new FakeSwitchovers();
  private final FakeInspections inspections = new FakeInspections();
  private final FakeFences fences = new FakeFences();
  private final FakePausing pausing = new FakePausing();
  private final AtomicInteger hangUps = new AtomicInteger();
  private final HttpServer server;
  private final AccessTokens tokens;

  /** Starts it, for everybody to look at. */
  public RunningApi(Clock clock) throws Exception {
    this(clock, true);
  }

  /**
   * Starts it.
   *
   * @param open whether anybody may look
   */
  public RunningApi(Clock clock, boolean open) throws Exception {
    SigningKeys keys = SigningKeys.of(SHARED, Optional.of(PREVIOUS));
    List<byte[]> tokenKeys = List.of(keys.tokenKey(), keys.previousTokenKey().orElseThrow());
    tokens = new AccessTokens(vertx, tokenKeys, clock);
    Router router =
        new MasterApi(
                switchovers,
                inspections,
                fences,
                pausing,
                new MasterApi.Access(tokens, clock, open))
            .router(
                vertx,
                List.<Handler<RoutingContext>>of(new SecurityHeaders(), this::hangUpOrPass),
                WATCHING.stream().collect(toMap(id -> id, id -> context -> context.fail(404))))
            .await(20, TimeUnit.SECONDS);
    FailureRenderer.install(router);
    ImpliedMethods.add(router);
    server = HttpServers.listen(vertx, 0, router).await(20, TimeUnit.SECONDS);
  }

  /** Where it is. */
  public URI address() {
    return URI.create("http://localhost:" + server.actualPort());
  }

  /** A new token that it takes. */
  public String token(Scope scope) {
    return tokens.issue(scope, Duration.ofMinutes(5));
  }

  /** What it serves. */
  public FakeSwitchovers switchovers() {
    return switchovers;
  }

  /** What it looks with. */
  public FakeInspections inspections() {
    return inspections;
  }

  /** What it changes fences with. */
  public FakeFences fences() {
    return fences;
  }

  /** What it pauses. */
  public FakePausing pausing() {
    return pausing;
  }

  /** The next looks find nobody: their connections are closed without an answer. */
  public void hangUp(int times) {
    hangUps.set(times);
  }

  private void hangUpOrPass(RoutingContext context) {
    if (context.request().method().equals(HttpMethod.GET)
        && hangUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      context.request().connection().close();
      return;
    }
    context.next();
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }
}
