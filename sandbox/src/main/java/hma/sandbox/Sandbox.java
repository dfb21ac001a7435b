package hma.sandbox;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.ReadyFile.AppAccess;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.control.ControlApi;
import hma.sandbox.database.Databases;
import hma.sandbox.dyno.DynoHost;
import hma.sandbox.dyno.ProcessType;
import hma.sandbox.faults.Faults;
import hma.sandbox.heroku.App;
import hma.sandbox.heroku.LocalHeroku;
import hma.sandbox.heroku.LocalHerokuPlan;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Both apps on this machine: databases, a local Heroku, the services as its dynos and a worker.
 *
 * <p>{@link #start} and {@link #close} block: they are called on a main or a virtual thread.
 */
public final class Sandbox implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  private final Closing closing;
  private final LocalHeroku heroku;
  private final BySide<App> apps;
  private final Path folder;
  private final ReadyFile ready;

  private Sandbox(
      Closing closing, LocalHeroku heroku, BySide<App> apps, Path folder, ReadyFile ready) {
    this.apps = apps;
    this.closing = closing;
    this.heroku = heroku;
    this.folder = folder;
    this.ready = ready;
  }

  /**
   * Starts a sandbox and waits until its master is ready.
   *
   * @throws SandboxFailure when it cannot be started; nothing is left behind
   */
  public static Sandbox start(SandboxOptions options) {
    Closing closing = new Closing();
    try {
      return start(options, closing);
    } catch (Exception failure) {
      // Closing blocks: an interrupt must not stop it, and is handed on afterwards.
      boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
      closing.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw asFailure(failure);
    }
  }

  /** Where everything is. */
  public ReadyFile ready() {
    return ready;
  }

  /** The local Heroku. */
  public LocalHeroku heroku() {
    return heroku;
  }

  /** The app of a side, with its dynos and its log. */
  public App app(Side side) {
    return apps.of(side);
  }

  /** Where the logs of the apps are, as {@code APP.log}; gone after {@link #close}. */
  public Path folder() {
    return folder;
  }

  /** Stops all dynos, then the databases, and deletes the folder and the ready file. */
  @Override
  public void close() {
    closing.close();
  }

  private static Sandbox start(SandboxOptions options, Closing closing) throws IOException {
    AppPlans plans = AppPlans.of(options);
    Faults faults = options.nature().faults().map(Faults::read).orElseGet(Faults::none);
    SandboxFolder folder = SandboxFolder.create(SandboxFolder.root());
    closing.add("folder", folder::delete);
    Vertx vertx = vertx();
    closing.add("vertx", () -> Awaiting.await(vertx.close(), CLOSE_LIMIT, "closing Vert.x"));

    BySide<Secret> databases = databases(options, closing, vertx, folder);
    LocalHeroku heroku = heroku(options, closing, vertx, folder);
    BySide<App> apps =
        new BySide<>(
            heroku.add(plans.plan(Side.MASTER, heroku.api(), databases.master())),
            heroku.add(plans.plan(Side.SLAVE, heroku.api(), databases.slave())));
    heroku.faults(faults);
    ControlApi control = ControlApi.listen(vertx, heroku);
    closing.add("control API", control);
    apps.master().formation().scale(ProcessType.WEB, 1);
    apps.of(options.active()).formation().scale(AppPlans.WORKER, 1);
    new Readiness(vertx, apps.master()).await();

    ReadyFile ready =
        new ReadyFile(
            heroku.api(),
            control.uri(),
            access(apps.master(), databases.master()),
            access(apps.slave(), databases.slave()),
            plans.sharedKey(),
            options.active());
    if (options.readyFile().isPresent()) {
      folder.rememberReadyFile(options.readyFile().get(), ready.toJson() + "\n");
      ready.write(options.readyFile().get());
    }
    return new Sandbox(closing, heroku, apps, folder.path(), ready);
  }

  private static Vertx vertx() {
    // Without the cache of files there is no folder of Vert.x to be left behind.
    FileSystemOptions files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
  }

  private static BySide<Secret> databases(
      SandboxOptions options, Closing closing, Vertx vertx, SandboxFolder folder) {
    Databases databases = new Databases(vertx, folder.register());
    closing.add("databases", databases);
    if (options.databases().isPresent()) {
      GivenDatabases given = options.databases().get();
      databases.check("--master-db", given.master());
      databases.check("--slave-db", given.slave());
      return new BySide<>(given.master(), given.slave());
    }
    List<Secret> embedded =
        databases.startEmbedded(folder.path(), List.of(Side.MASTER.label(), Side.SLAVE.label()));
    return new BySide<>(embedded.getFirst(), embedded.getLast());
  }

  private static LocalHeroku heroku(
      SandboxOptions options, Closing closing, Vertx vertx, SandboxFolder folder)
      throws IOException {
    Path logs = Files.createDirectories(folder.path().resolve("logs"));
    DynoHost host =
        new DynoHost(
            new Workflows(vertx),
            DynoHost.readersOf(vertx),
            folder.register(),
            options.home(),
            options.nature().dynoLimits());
    LocalHerokuPlan plan =
        new LocalHerokuPlan(
            host,
            options.nature().routerLimits(),
            logs,
            options.logListener(),
            InstantSource.system());
    LocalHeroku heroku = LocalHeroku.listen(vertx, plan, options.ports().api());
    closing.add("local Heroku", heroku);
    return heroku;
  }

  private static AppAccess access(App app, Secret database) {
    return new AppAccess(app.name(), app.owner().token(), app.webUrl(), database);
  }

  private static RuntimeException asFailure(Exception failure) {
    if (failure instanceof SandboxFailure known) {
      return known;
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new SandboxFailure(message, failure);
  }
}
