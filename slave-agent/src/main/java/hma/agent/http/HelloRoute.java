package hma.agent.http;

import hma.agent.work.DatabaseProbe;
import hma.protocol.AgentProblems;
import hma.protocol.Hello;
import hma.protocol.Side;
import hma.protocol.SiteState;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Says who is there, once the database answers. */
final class HelloRoute {
  private final DatabaseProbe database;
  private final Patience patience;
  private final Side side;
  private final Instant startedAt;
  private final String instance = UUID.randomUUID().toString();

  HelloRoute(DatabaseProbe database, Patience patience, Side side, Instant startedAt) {
    this.database = database;
    this.patience = patience;
    this.side = side;
    this.startedAt = startedAt;
  }

  /** {@code GET}. */
  Future<Answer> greet(RoutingContext context) {
    return patience
        .await(database.look(), state -> new Answer.Done(hello(state)))
        .map(HelloRoute::refusePending);
  }

  private Hello hello(SiteState state) {
    String version = HelloRoute.class.getPackage().getImplementationVersion();
    return new Hello(
        Objects.requireNonNullElse(version, "development"),
        side,
        instance,
        state.serverVersion(),
        startedAt);
  }

  private static Answer refusePending(Answer answer) {
    if (answer instanceof Answer.Pending) {
      throw AgentProblems.timeLimit("the agent's database did not answer in time").asException();
    }
    return answer;
  }
}
