package hma.crash;

import hma.config.DatabaseUrl;
import hma.config.LiveCopySettings;
import hma.config.ProcessRule;
import hma.config.Secret;
import hma.master.agent.AgentPatience;
import hma.master.agent.RemoteSite;
import hma.master.heroku.AppAccess;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.RetryPolicy;
import hma.master.journal.Journal;
import hma.master.journal.Leadership;
import hma.master.journal.PastSwitchovers;
import hma.master.schedule.Schedule;
import hma.master.switchover.Agent;
import hma.master.switchover.Alarms;
import hma.master.switchover.Events;
import hma.master.switchover.MasterHome;
import hma.master.switchover.StatusView;
import hma.master.switchover.StepListener;
import hma.master.switchover.SwitchoverRequest;
import hma.master.switchover.SwitchoverService;
import hma.master.switchover.SwitchoverSupport;
import hma.master.switchover.SwitchoverView;
import hma.master.switchover.Worker;
import hma.postgres.Postgres;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.signing.SignedClient;
import hma.sync.PostgresSite;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One master process: all that it is made of but its HTTP server. */
final class Master {
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final List<ProcessRule> WORKER = List.of(ProcessRule.carriedOver("worker"));
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final AgentPatience PATIENCE =
      new AgentPatience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = Clock.systemUTC();
  private final SwitchoverService service;
  private final AtomicBoolean killed = new AtomicBoolean();

  /**
   * Does nothing yet.
   *
   * @param manner how it copies
   */
  Master(DatabaseUrl database, LocalApps apps, Manner manner, StepListener listener) {
    Postgres postgres = Postgres.of(vertx, database, "hma/site");
    PostgresSite site = new PostgresSite(Side.MASTER, postgres);
    Workflows workflows = new Workflows(vertx);
    String instance = UUID.randomUUID().toString();
    Leadership leadership =
        new Leadership(postgres.named(Leadership.application(instance)), instance, SILENCE, clock);
    Supplier<Future<Void>> permission =
        () ->
            workflows.start(
                "confirm",
                () -> {
                  leadership.confirm();
                  return null;
                });
    HerokuApi api = new HerokuApi(vertx, apps.address(), RetryPolicy.standard());
    Events events = new Events();
    HerokuClient agentApp = client(api, Side.SLAVE);
    site.install();
    service =
        new SwitchoverService(
            new SwitchoverSupport(
                leadership,
                new Journal(leadership),
                site,
                new Worker(Side.MASTER, client(api, Side.MASTER), WORKER, permission),
                new Worker(Side.SLAVE, client(api, Side.SLAVE), WORKER, permission),
                new Agent(agentApp, this::connect, permission),
                new Alarms(clock, events),
                events,
                workflows,
                clock,
                new SwitchoverSupport.Rules(
                    TableSelection.all(),
                    GRACE,
                    3,
                    true,
                    new LiveCopySettings(
                        manner != Manner.STANDING,
                        LiveCopySettings.WhenBehind.WAIT,
                        Duration.ofMillis(100),
                        256L << 20,
                        Optional.empty(),
                        manner == Manner.RESUMABLE
                            ? LiveCopySettings.Resumable.ON
                            : LiveCopySettings.Resumable.OFF),
                    Optional.empty(),
                    false),
                listener,
                new Schedule(List.of(), LocalTime.MIDNIGHT, ZoneOffset.UTC),
                new MasterHome(client(api, Side.MASTER), MasterHome.Style.SERVE)),
            new PastSwitchovers(postgres.named(PastSwitchovers.application())));
  }

  private static HerokuClient client(HerokuApi api, Side side) {
    return new HerokuClient(
        api, AppAccess.ofWorker(side, LocalApps.name(side), Secret.of("a-token")));
  }

  private RemoteSite connect(URI address, Duration limit) {
    RemoteSite site =
        new RemoteSite(
            vertx, new SignedClient(vertx, address, Processes.KEYS, clock), Side.SLAVE, PATIENCE);
    site.hello(limit);
    return site;
  }

  /** Takes the lead and looks after both sides from then on. */
  Master lead() throws Exception {
    service.lead().await(60, TimeUnit.SECONDS);
    every(Duration.ofSeconds(1), service::beat);
    every(Duration.ofMillis(500), service::keepUp);
    return this;
  }

  private void every(Duration pause, Supplier<Future<Void>> turn) {
    vertx.setTimer(pause.toMillis(), timer -> turn.get().onComplete(ended -> every(pause, turn)));
  }

  StatusView status() {
    return service.status();
  }

  SwitchoverView start(Side to) throws Exception {
    return service.start(new SwitchoverRequest(to, Optional.empty())).await(30, TimeUnit.SECONDS);
  }

  SwitchoverView rehearse(Side to) throws Exception {
    return service
        .rehearse(new SwitchoverRequest(to, Optional.empty()))
        .await(30, TimeUnit.SECONDS);
  }

  SwitchoverView refresh() throws Exception {
    return service.refresh().await(30, TimeUnit.SECONDS);
  }

  Optional<SwitchoverView> find(String id) throws Exception {
    return service.find(id).await(30, TimeUnit.SECONDS);
  }

  /** As SIGKILL does it: all its connections end at once, and nothing is put in order. */
  void kill() {
    if (killed.compareAndSet(false, true)) {
      vertx.close();
    }
  }
}
