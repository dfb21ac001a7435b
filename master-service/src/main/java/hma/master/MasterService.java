package hma.master;

import hma.config.HerokuApp;
import hma.config.HerokuSettings;
import hma.config.MasterSettings;
import hma.config.SwitchoverSettings;
import hma.config.Webhook;
import hma.master.agent.AgentConnector;
import hma.master.api.AccessTokens;
import hma.master.api.MasterApi;
import hma.master.cli.HostedMaster;
import hma.master.cli.TickResult;
import hma.master.dashboard.Dashboard;
import hma.master.heroku.AppAccess;
import hma.master.heroku.CallListener;
import hma.master.heroku.HerokuApi;
import hma.master.heroku.HerokuClient;
import hma.master.heroku.RetryPolicy;
import hma.master.inspection.InspectionService;
import hma.master.journal.Journal;
import hma.master.journal.Leadership;
import hma.master.journal.PastSwitchovers;
import hma.master.metrics.Metrics;
import hma.master.notify.Apps;
import hma.master.notify.Notifier;
import hma.master.schedule.Schedule;
import hma.master.switchover.Agent;
import hma.master.switchover.Alarms;
import hma.master.switchover.Events;
import hma.master.switchover.MasterHome;
import hma.master.switchover.StepListener;
import hma.master.switchover.SwitchoverService;
import hma.master.switchover.SwitchoverSupport;
import hma.master.switchover.Worker;
import hma.postgres.Postgres;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.service.FailureRenderer;
import hma.service.Health;
import hma.service.HealthCheck;
import hma.service.HttpServers;
import hma.service.ImpliedMethods;
import hma.service.SecurityHeaders;
import hma.signing.HttpsOnly;
import hma.signing.SigningKeys;
import hma.sync.PostgresSite;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The composition root: what the master is made of, in the order it is made. */
final class MasterService {
  /** After which a master that renews nothing is replaced. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** How long a process that has nothing else to do goes on telling of what it did. */
  private static final Duration TELLING = Duration.ofSeconds(30);

  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final MasterSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final SigningKeys keys;
  private final Workflows workflows;

  /** One for all: what this process opens there itself is no log-in of others. */
  private final Postgres postgres;

  private final PostgresSite database;
  private final SwitchoverService switchovers;
  private final Optional<Notifier> notifier;
  private final Optional<Metrics> metrics;
  private final Events events = new Events();
  private final Alarms alarms = new Alarms(clock, events);
  private final Peers peers = new Peers(clock);

  /** One that is to be on all the time; nothing is begun. */
  static MasterService serving(Vertx vertx, MasterSettings settings, Metrics metrics) {
    return new MasterService(vertx, settings, MasterHome.Style.SERVE, Optional.of(metrics));
  }

  /** One that ends with its work; nothing is begun, and nobody can come to scrape it. */
  static MasterService once(Vertx vertx, MasterSettings settings) {
    return new MasterService(vertx, settings, MasterHome.Style.TICK, Optional.empty());
  }

  private MasterService(
      Vertx vertx, MasterSettings settings, MasterHome.Style style, Optional<Metrics> metrics) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.settings = settings;
    this.keys = SigningKeys.of(settings.key().current(), settings.key().previous());
    this.workflows = new Workflows(vertx);
    this.postgres = Postgres.of(vertx, settings.database(), "hma/site");
    this.database = new PostgresSite(Side.MASTER, postgres);
    this.switchovers =
        new SwitchoverService(
            support(style), new PastSwitchovers(postgres.named(PastSwitchovers.application())));
    this.notifier = settings.webhook().map(this::notifier);
    notifier.ifPresent(events::observedBy);
    metrics.map(Metrics::events).ifPresent(events::observedBy);
  }

  /** Serves, and acts by the clock, until Vert.x closes; completes once it listens. */
  Future<?> start() {
    return vertx
        .deployVerticle(new MasterVerticle(switchovers, database, workflows))
        .compose(deployed -> router())
        .compose(router -> HttpServers.listen(vertx, settings.port(), router))
        .onSuccess(listening -> metrics.ifPresent(this::measureLater));
  }

  /** What it loads is not to be waited for by who waits for the master. */
  private void measureLater(Metrics all) {
    vertx.setTimer(SETTLED.toMillis(), timer -> all.measureProcess());
  }

  /** Leads and answers on this machine alone, for one command; completes once it does. */
  Future<HostedMaster> host() {
    return router()
        .map(router -> new Host(switchovers, database, workflows, router, this::told))
        .compose(host -> vertx.deployVerticle(host).compose(deployed -> host.leading()));
  }

  private Future<Router> router() {
    InspectionService inspections =
        new InspectionService(switchovers, workflows, rules().tables(), clock);
    AccessTokens tokens = new AccessTokens(vertx, tokenKeys(), clock);
    MasterApi api =
        new MasterApi(
            switchovers,
            inspections,
            switchovers,
            switchovers,
            new MasterApi.Access(tokens, clock, settings.statusOpen()));
    List<Handler<RoutingContext>> first = new ArrayList<>();
    metrics.map(Metrics::watching).ifPresent(first::add);
    first.add(new SecurityHeaders());
    first.add(new HttpsOnly(vertx));
    return api.router(vertx, first, watching()).map(MasterService::completed);
  }

  /** What is asked by who watches services, whatever they do. */
  private Map<String, Handler<RoutingContext>> watching() {
    List<HealthCheck> checks = new Readiness(switchovers, alarms, peers, clock).checks();
    Health health =
        new Health(
            settings.statusOpen() ? checks : checks.stream().map(HealthCheck::silent).toList());
    Map<String, Handler<RoutingContext>> routes = new HashMap<>();
    routes.put("getHealth", health::ready);
    routes.put("getReadiness", health::ready);
    routes.put("getStarted", Health::live);
    routes.put("getLiveness", Health::live);
    routes.put(
        "getMetrics",
        metrics
            .map(all -> all.route(new WatchedMaster(switchovers)))
            .orElse(context -> context.fail(404)));
    return routes;
  }

  private static Router completed(Router router) {
    FailureRenderer.install(router);
    Dashboard.mount(router);
    ImpliedMethods.add(router);
    return router;
  }

  /** Looks once, and completes once all is done and told. */
  Future<TickResult> tick() {
    OneLook look = new OneLook(switchovers, database);
    events.observedBy(look);
    Tick tick = new Tick(switchovers, look, workflows);
    return vertx
        .deployVerticle(tick)
        .compose(deployed -> tick.result())
        .compose(result -> told().map(result));
  }

  private Future<Void> told() {
    return notifier
        .map(all -> all.told().timeout(TELLING.toSeconds(), TimeUnit.SECONDS).otherwiseEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Notifier notifier(Webhook webhook) {
    HerokuSettings heroku = settings.heroku();
    Apps apps = new Apps(heroku.worker(Side.MASTER).name(), heroku.worker(Side.SLAVE).name());
    return Notifier.of(vertx, webhook, apps, alarms, clock);
  }

  private SwitchoverSupport support(MasterHome.Style style) {
    String instance = UUID.randomUUID().toString();
    Leadership leadership =
        new Leadership(postgres.named(Leadership.application(instance)), instance, SILENCE, clock);
    HerokuSettings heroku = settings.heroku();
    HerokuApi api = new HerokuApi(vertx, heroku.api(), RetryPolicy.standard(), calls());
    Supplier<Future<Void>> permission = () -> confirmed(workflows, leadership);
    return new SwitchoverSupport(
        leadership,
        new Journal(leadership),
        database,
        worker(api, Side.MASTER, permission),
        worker(api, Side.SLAVE, permission),
        agent(api, permission),
        alarms,
        events,
        workflows,
        clock,
        rules(),
        StepListener.NONE,
        schedule(),
        new MasterHome(home(api), style));
  }

  private CallListener calls() {
    CallListener counted = metrics.map(Metrics::calls).orElse(CallListener.NONE);
    return attempt -> {
      peers.ended(attempt);
      counted.ended(attempt);
    };
  }

  private static Future<Void> confirmed(Workflows workflows, Leadership leadership) {
    return workflows.start(
        "confirm",
        () -> {
          leadership.confirm();
          return null;
        });
  }

  private Worker worker(HerokuApi api, Side side, Supplier<Future<Void>> permission) {
    HerokuApp app = settings.heroku().worker(side);
    return new Worker(
        side,
        new HerokuClient(api, AppAccess.ofWorker(side, app.name(), app.token())),
        settings.switchover().processes(),
        permission);
  }

  private HerokuClient home(HerokuApi api) {
    HerokuSettings heroku = settings.heroku();
    HerokuApp master = heroku.worker(Side.MASTER);
    String setting = heroku.hmaApp().equals(master.name()) ? "MASTER_APP" : "HMA_APP";
    return new HerokuClient(
        api, new AppAccess(heroku.hmaApp(), setting, master.token(), "MASTER_HEROKU_TOKEN"));
  }

  private Agent agent(HerokuApi api, Supplier<Future<Void>> permission) {
    HerokuApp app = settings.heroku().agent();
    AppAccess access = new AppAccess(app.name(), "AGENT_APP", app.token(), "SLAVE_HEROKU_TOKEN");
    AgentConnector connector =
        new AgentConnector(
            vertx, keys, clock, metrics.map(Metrics::distrusted).orElse(distrusted -> {}));
    return new Agent(new HerokuClient(api, access), connector::connect, permission);
  }

  private SwitchoverSupport.Rules rules() {
    SwitchoverSettings rules = settings.switchover();
    return new SwitchoverSupport.Rules(
        new TableSelection(rules.tables()),
        rules.stopGrace(),
        rules.bootLimit(),
        rules.fence(),
        rules.liveCopy(),
        settings.schedule().quotaReserve(),
        settings.schedule().paused());
  }

  private Schedule schedule() {
    return new Schedule(
        settings.schedule().entries(), settings.schedule().time(), settings.schedule().zone());
  }

  private List<byte[]> tokenKeys() {
    List<byte[]> tokenKeys = new ArrayList<>();
    tokenKeys.add(keys.tokenKey());
    keys.previousTokenKey().ifPresent(tokenKeys::add);
    return tokenKeys;
  }
}
