package hma.sandbox.heroku;

import hma.sandbox.dyno.AppLog;
import hma.sandbox.dyno.FakeClock;
import hma.sandbox.faults.CurrentFaults;
import hma.sandbox.faults.Faults;
import hma.sandbox.faults.LinkFault;
import hma.sandbox.link.Link;
import hma.sandbox.router.AppRouter;
import hma.sandbox.router.RoutedApp;
import hma.workflow.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Heroku on loopback: one Platform API, and a router and dynos per app. */
public final class LocalHeroku implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration KILL_TIME = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final LocalHerokuPlan plan;
  private final List<App> apps = new CopyOnWriteArrayList<>();
  private final List<AppRouter> routers = new CopyOnWriteArrayList<>();
  private final CurrentFaults faults = new CurrentFaults();
  private volatile Consumer<ApiCall> observer = call -> {};
  private final HttpServer api;

  private LocalHeroku(Vertx vertx, LocalHerokuPlan plan) {
    this.vertx = vertx;
    this.plan = plan;
    PlatformApi platform = new PlatformApi(vertx, apps, faults, call -> observer.accept(call));
    Link link = new Link(faults, LinkFault.API);
    this.api =
        vertx
            .createHttpServer()
            .connectionHandler(link::carry)
            .requestHandler(platform.router(plan.clock()));
  }

  /**
   * Begins to answer the Platform API, without any app so far. It blocks: not for event loops.
   *
   * @param port where; 0 for any
   * @throws IllegalStateException when the port is taken
   */
  public static LocalHeroku listen(Vertx vertx, LocalHerokuPlan plan, int port) {
    LocalHeroku heroku = new LocalHeroku(vertx, plan);
    heroku.bind("--api-port", port, heroku.api.listen(port, "127.0.0.1"));
    return heroku;
  }

  /**
   * Adds an app, with no dyno running. It blocks: not for event loops.
   *
   * @throws IllegalStateException when its router's port is taken
   */
  public App add(AppPlan appPlan) {
    AppLog log = new AppLog(appPlan.name(), plan.logFile(appPlan), plan.logListener());
    App app = new App(appPlan, plan.host(), log, faults);
    RoutedApp routed = new RoutedApp(app.name(), app.formation(), app::maintenance, log, faults);
    AppRouter router = new AppRouter(vertx, routed, plan.routerLimits());
    int port = bind("the port of " + appPlan.name(), appPlan.port(), router.listen(appPlan.port()));
    app.listensAt(URI.create("http://127.0.0.1:" + port + "/"));
    apps.add(app);
    routers.add(router);
    return app;
  }

  /** Where the Platform API is, without a slash at the end. */
  public URI api() {
    return URI.create("http://127.0.0.1:" + api.actualPort());
  }

  /** The apps, in the order in which they were added. */
  public List<App> apps() {
    return List.copyOf(apps);
  }

  /** From now on this one sees every request to the Platform API with its answer. */
  public void observe(Consumer<ApiCall> other) {
    observer = other;
  }

  /** What goes wrong on purpose. */
  public Faults faults() {
    return faults.now();
  }

  /**
   * From now on this goes wrong, in place of what did so far.
   *
   * @throws IllegalArgumentException when it names an app that is not here, or needs a program that
   *     is not installed; nothing changes then
   */
  public void faults(Faults others) {
    Set<String> known = apps.stream().map(App::name).collect(Collectors.toCollection(TreeSet::new));
    for (String named : others.apps()) {
      if (!known.contains(named)) {
        throw new IllegalArgumentException(
            "the faults name \"" + named + "\", which is not here: use one of " + known);
      }
    }
    if (!others.appsWithClocks().isEmpty() && FakeClock.library().isEmpty()) {
      throw new IllegalArgumentException(
          "clocks of "
              + others.appsWithClocks()
              + ": a dyno's clock can be shifted with libfaketime only, which is not installed:"
              + " apt-get install faketime");
    }
    faults.replace(others);
  }

  /** Stops everything; blocks until no process of any dyno is left. */
  @Override
  public void close() {
    List<Future<Void>> dynos = apps.stream().map(app -> app.formation().close()).toList();
    Duration grace = plan.host().limits().stopGrace().plus(KILL_TIME);
    Awaiting.await(Future.join(dynos), grace, "stopping all dynos");
    Awaiting.await(
        Future.join(routers.stream().map(AppRouter::close).toList()),
        LIMIT,
        "stopping the routers");
    Awaiting.await(api.close(), LIMIT, "stopping the Platform API");
    apps.forEach(app -> app.log().close());
  }

  private <T> T bind(String option, int port, Future<T> listening) {
    try {
      return Awaiting.await(listening, LIMIT, "listening on a port");
    } catch (Exception failure) {
      throw new IllegalStateException(
          option + " " + port + " cannot be used: choose another one", failure);
    }
  }
}
