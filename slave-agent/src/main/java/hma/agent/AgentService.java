package hma.agent;

import hma.agent.http.AgentRoutes;
import hma.agent.session.Sessions;
import hma.agent.work.DatabaseCommands;
import hma.agent.work.DatabaseProbe;
import hma.agent.work.Operations;
import hma.agent.work.PreparedSite;
import hma.agent.work.Tasks;
import hma.protocol.AgentLimits;
import hma.protocol.Side;
import hma.service.Health;
import hma.service.HealthCheck;
import hma.signing.BodyLimits;
import hma.signing.ReplayGuard;
import hma.signing.SignedRoutes;
import hma.signing.SigningKeys;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the agent together. */
public final class AgentService {
  private static final Logger log = LoggerFactory.getLogger(AgentService.class);

  private final Vertx vertx;
  private final Clock clock;
  private final Timing timing;

  /**
   * How long things may take.
   *
   * @param answer how long an answer is held back for work that is not done
   * @param silence how long a session lives without a request for it
   */
  public record Timing(Duration answer, Duration silence) {
    /** What both ends rely on. */
    public static final Timing USUAL = new Timing(AgentLimits.ANSWER, AgentLimits.SILENCE);
  }

  /** An agent on this Vert.x. */
  public AgentService(Vertx vertx, Clock clock, Timing timing) {
    this.vertx = vertx;
    this.clock = clock;
    this.timing = timing;
  }

  /**
   * Begins to serve. It does not wait for the database: a web dyno that binds no port is killed.
   *
   * @param site what to serve
   * @param keys by which masters are known
   * @param port to listen on, 0 for any
   * @return the port that is listened on
   */
  public Future<Integer> start(PreparedSite site, SigningKeys keys, int port) {
    Workflows workflows = new Workflows(vertx);
    Sessions sessions = new Sessions(site, workflows, clock, timing.silence());
    DatabaseProbe probe = new DatabaseProbe(site, workflows, clock);
    AgentRoutes.Work work =
        new AgentRoutes.Work(
            Side.SLAVE,
            new DatabaseCommands(site, sessions),
            Operations.concurrent(new Tasks(workflows), clock),
            sessions,
            probe);
    AgentVerticle verticle =
        new AgentVerticle(
            new Health(List.of(new HealthCheck("database", probe::look))),
            new AgentRoutes(work, timing.answer(), clock.instant()),
            signed(keys),
            sessions,
            port);
    probe
        .look()
        .onFailure(cause -> log.atWarn().setCause(cause).log("The database is not ready yet"));
    return vertx.deployVerticle(verticle).map(deployed -> verticle.port());
  }

  private SignedRoutes signed(SigningKeys keys) {
    ReplayGuard guard = new ReplayGuard(clock, clock.instant());
    return new SignedRoutes(vertx, keys, guard, clock, BodyLimits.DEFAULT);
  }
}
