package hma.agent.http;

import hma.agent.session.Sessions;
import hma.agent.work.DatabaseCommands;
import hma.agent.work.DatabaseProbe;
import hma.agent.work.Operations;
import hma.protocol.AgentPaths;
import hma.protocol.AgentProblems;
import hma.protocol.Side;
import hma.signing.HttpsOnly;
import hma.signing.SignedRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The table of the agent's signed routes. */
public final class AgentRoutes {
  private final OperationRoutes operations;
  private final SessionRoutes sessions;
  private final HelloRoute hello;

  /**
   * Routes over this work.
   *
   * @param limit how long an answer is held back for work that is not done
   * @param startedAt when the process began to serve
   */
  public AgentRoutes(Work work, Duration limit, Instant startedAt) {
    Patience patience = new Patience(limit);
    this.operations =
        new OperationRoutes(work.commands(), work.operations(), work.sessions(), patience);
    this.sessions = new SessionRoutes(work.sessions(), patience);
    this.hello = new HelloRoute(work.probe(), patience, work.side(), startedAt);
  }

  /**
   * What the routes lead to.
   *
   * @param side whose database it is
   * @param commands what needs no session
   * @param operations those outside any session
   * @param sessions those open here
   * @param probe whether the database answers
   */
  public record Work(
      Side side,
      DatabaseCommands commands,
      Operations operations,
      Sessions sessions,
      DatabaseProbe probe) {}

  /** Adds the routes, all behind the signature. */
  public void mount(Router router, Vertx vertx, SignedRoutes signed) {
    router.route("/v1/*").handler(new HttpsOnly(vertx)).handler(signed);
    add(router, HttpMethod.GET, AgentPaths.HELLO, hello::greet);
    add(router, HttpMethod.PUT, AgentPaths.OPERATION, operations::submit);
    add(router, HttpMethod.GET, AgentPaths.OPERATION, operations::poll);
    add(router, HttpMethod.POST, AgentPaths.SESSION, sessions::open);
    add(router, HttpMethod.GET, AgentPaths.SESSION, sessions::keep);
    add(router, HttpMethod.DELETE, AgentPaths.SESSION, sessions::drop);
    add(router, HttpMethod.PUT, AgentPaths.SESSION_OPERATION, operations::submitInSession);
    add(router, HttpMethod.GET, AgentPaths.SESSION_OPERATION, operations::pollInSession);
    add(router, HttpMethod.GET, AgentPaths.EXPORT_CHUNK, sessions::exported);
    add(router, HttpMethod.PUT, AgentPaths.IMPORT_CHUNK, sessions::imported);
    router.route("/v1/*").handler(new SignedRoute(AgentRoutes::nothingHere));
  }

  private static void add(
      Router router,
      HttpMethod method,
      String path,
      Function<RoutingContext, Future<Answer>> route) {
    router.route(method, path).handler(new SignedRoute(route));
  }

  private static Future<Answer> nothingHere(RoutingContext context) {
    return Future.failedFuture(AgentProblems.unknownPath());
  }
}
