package hma.sandbox.database;

import hma.config.Secret;
import hma.sandbox.database.EmbeddedDatabase.ServerPlan;
import hma.sandbox.process.FreePort;
import hma.sandbox.process.Register;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The databases of a sandbox, one per app. What was given is used as it is and never stopped. */
public final class Databases implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private final Vertx vertx;
  private final Workflows workflows;
  private final Register register;
  private final Map<String, DatabaseServer> servers = new ConcurrentHashMap<>();
  private final List<Future<?>> underWay = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  /** None yet. */
  public Databases(Vertx vertx, Register register) {
    this.vertx = vertx;
    this.workflows = new Workflows(vertx);
    this.register = register;
  }

  /**
   * Starts one server per name, at the same time, each with a database of that name under a plain
   * owner role. It blocks.
   *
   * @param folder gets the programs and the data
   * @return the owners' URLs, in the order of the names
   */
  public List<Secret> startEmbedded(Path folder, List<String> names) {
    return start(
        folder, names, "unpack postgres", () -> PostgresBinaries.find(folder.resolve("postgres")));
  }

  /**
   * As {@link #startEmbedded}, from a PostgreSQL that is installed on this machine.
   *
   * @param installed where its {@code bin} is
   */
  public List<Secret> startInstalled(Path folder, List<String> names, Path installed) {
    return start(folder, names, "find postgres", () -> PostgresBinaries.installed(installed));
  }

  private List<Secret> start(
      Path folder, List<String> names, String how, Callable<PostgresBinaries> programs) {
    Future<PostgresBinaries> unpacking = workflows.start(how, programs);
    underWay.add(unpacking);
    PostgresBinaries binaries = Awaiting.await(unpacking, START_LIMIT, "unpacking PostgreSQL");
    List<Future<Secret>> starting = new ArrayList<>();
    for (String name : names) {
      ServerPlan plan = new ServerPlan(name, FreePort.find(), randomSecret(), randomSecret());
      EmbeddedDatabase database = new EmbeddedDatabase(binaries, folder.resolve(name), plan);
      starting.add(workflows.start("start database " + name, () -> start(database)));
    }
    underWay.addAll(starting);
    Awaiting.await(Future.join(starting), START_LIMIT, "starting PostgreSQL");
    return starting.stream().map(Future::result).toList();
  }

  /** The embedded server with the database of that name. */
  public Optional<DatabaseServer> server(String name) {
    return Optional.ofNullable(servers.get(name));
  }

  /**
   * Looks whether a database that was given can be used. It blocks.
   *
   * @param option how it was given, for the message
   * @throws IllegalStateException when not; the message says why, without the password
   */
  public void check(String option, Secret url) {
    Connections.check(vertx, option, url);
  }

  /** Stops the embedded ones; blocks until their processes are gone. */
  @Override
  public void close() {
    closing = true;
    servers.values().forEach(DatabaseServer::close);
    waitForWhatIsUnderWay();
    List<Future<?>> stopping = new ArrayList<>();
    for (DatabaseServer server : servers.values()) {
      stopping.add(
          workflows.start(
              "stop database",
              () -> {
                server.stop();
                return true;
              }));
    }
    Awaiting.await(Future.join(stopping), STOP_LIMIT, "stopping PostgreSQL");
  }

  private Secret start(EmbeddedDatabase database) throws IOException {
    DatabaseServer server = DatabaseServer.start(vertx, database, register);
    servers.put(database.plan().name(), server);
    if (closing) {
      server.close();
    }
    server.complete();
    return database.plan().url();
  }

  private void waitForWhatIsUnderWay() {
    Future<?> all = Future.join(underWay).recover(failed -> Future.succeededFuture());
    Awaiting.await(all, START_LIMIT, "ending the start of PostgreSQL");
  }

  private static Secret randomSecret() {
    return Secret.of(UUID.randomUUID().toString().replace("-", ""));
  }
}
