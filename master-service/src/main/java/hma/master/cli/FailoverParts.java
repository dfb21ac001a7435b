package hma.master.cli;

import hma.config.FailoverSettings;
import hma.config.Secret;
import hma.config.SharedKey;
import hma.master.agent.AgentConnector;
import hma.master.heroku.AppAccess;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.RetryPolicy;
import hma.master.journal.Journal;
import hma.master.journal.Leadership;
import hma.master.journal.LeftJournal;
import hma.master.switchover.Agent;
import hma.master.switchover.FailoverSupport;
import hma.master.switchover.StepListener;
import hma.master.switchover.Worker;
import hma.postgres.Postgres;
import hma.protocol.Side;
import hma.signing.SigningKeys;
import hma.sync.PostgresSite;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What a failover is made of: the standby's database, both apps, and a look at the other side. */
final class FailoverParts {
  /** A master that leads in the standby's database has to give way at once. */
  private static final Duration AT_ONCE = Duration.ZERO;

  private static final Duration BEAT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final FailoverSettings settings;
  private final Side to;
  private final Clock clock = Clock.systemUTC();
  private final Workflows workflows;
  private final HerokuApi heroku;
  private final Leadership leadership;
  private final Postgres postgres;

  FailoverParts(Vertx vertx, FailoverSettings settings, Side to) {
    this.vertx = vertx;
    this.settings = settings;
    this.to = to;
    this.workflows = new Workflows(vertx);
    this.heroku = new HerokuApi(vertx, settings.api(), RetryPolicy.standard());
    this.postgres = Postgres.of(vertx, settings.database(), "hma/failover");
    String instance = UUID.randomUUID().toString();
    this.leadership =
        new Leadership(postgres.named(Leadership.application(instance)), instance, AT_ONCE, clock);
  }

  /**
   * All of it.
   *
   * @param master looks whether the master can be reached; asked where that is the other side
   * @param steps is told of every step
   */
  FailoverSupport support(FailoverSupport.OtherSide master, StepListener steps) {
    FailoverSettings.App other = settings.app(to.other());
    return new FailoverSupport(
        leadership,
        new Journal(leadership),
        () -> LeftJournal.read(postgres),
        new PostgresSite(to, postgres),
        worker(to, settings.app(to).token().orElseThrow()),
        other.token().map(token -> worker(to.other(), token)),
        other.name(),
        to == Side.SLAVE ? master : this::slave,
        clock,
        steps,
        new FailoverSupport.Rules(
            settings.processes(), settings.stopGrace(), settings.bootLimit()));
  }

  /** Renews the lead until the process ends. */
  void keepLeading() {
    vertx.setPeriodic(BEAT.toMillis(), timer -> beat());
  }

  private void beat() {
    workflows.run("beat", leadership::beat);
  }

  private FailoverSupport.Reach slave() {
    Optional<Secret> token = settings.app(Side.SLAVE).token();
    if (token.isEmpty()) {
      return new FailoverSupport.Reach(
          false, "SLAVE_HEROKU_TOKEN is not set: nobody can wake its agent");
    }
    SharedKey key = settings.key().orElseThrow();
    AgentConnector connector =
        new AgentConnector(vertx, SigningKeys.of(key.current(), key.previous()), clock);
    HerokuClient app =
        new HerokuClient(
            heroku,
            new AppAccess(settings.agentApp(), "AGENT_APP", token.get(), "SLAVE_HEROKU_TOKEN"));
    return new Agent(app, connector::connect, Future::succeededFuture).reach();
  }

  private Worker worker(Side side, Secret token) {
    Supplier<Future<Void>> permission =
        () ->
            workflows.start(
                "confirm",
                () -> {
                  leadership.confirm();
                  return null;
                });
    return new Worker(
        side,
        new HerokuClient(heroku, AppAccess.ofWorker(side, settings.app(side).name(), token)),
        settings.processes(),
        permission);
  }
}
