package hma.agent;

import hma.agent.http.AgentRoutes;
import hma.agent.session.Sessions;
import hma.service.FailureRenderer;
import hma.service.Health;
import hma.service.HttpServers;
import hma.signing.SignedRoutes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Serves the agent's routes and ends the sessions of silent masters. */
final class AgentVerticle extends VerticleBase {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Health health;
  private final AgentRoutes routes;
  private final SignedRoutes signed;
  private final Sessions sessions;
  private final int port;
  private @Nullable HttpServer server;

  AgentVerticle(
      Health health, AgentRoutes routes, SignedRoutes signed, Sessions sessions, int port) {
    this.health = health;
    this.routes = routes;
    this.signed = signed;
    this.sessions = sessions;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    FailureRenderer.install(router);
    health.mount(router);
    routes.mount(router, vertx, signed);
    vertx.setPeriodic(LOOK.toMillis(), timer -> sessions.dropSilent());
    return HttpServers.listen(vertx, port, router).onSuccess(listening -> server = listening);
  }

  /** The port it listens on, once it does. */
  int port() {
    HttpServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("not listening yet");
    }
    return listening.actualPort();
  }

  @Override
  public Future<?> stop() {
    return sessions.dropAll("the agent is stopping");
  }
}
