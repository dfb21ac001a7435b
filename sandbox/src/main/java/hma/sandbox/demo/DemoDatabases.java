package hma.sandbox.demo;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.SandboxFolder;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.database.DatabaseServer;
import hma.sandbox.database.Databases;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two embedded databases of the demo's own: they are filled before the sandbox starts over them, as
 * an application's databases are there before HMA is.
 */
public final class DemoDatabases implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
  private static final Duration SCHEMA_LIMIT = Duration.ofSeconds(60);
  private static final long ROWS_PER_SECOND = 10_000;

  private final SandboxFolder folder;
  private final Vertx vertx;
  private final Databases databases;

  private DemoDatabases(SandboxFolder folder, Vertx vertx) {
    this.folder = folder;
    this.vertx = vertx;
    this.databases = new Databases(vertx, folder.register());
  }

  /**
   * Makes the folder they will be in, removing what a killed demo left.
   *
   * @throws IOException when it cannot be made
   */
  public static DemoDatabases create() throws IOException {
    SandboxFolder folder = SandboxFolder.create(SandboxFolder.root());
    FileSystemOptions files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return new DemoDatabases(folder, Vertx.vertx(new VertxOptions().setFileSystemOptions(files)));
  }

  /**
   * Starts both and fills them: schema and rows on the master's side, the schema alone on the
   * slave's. It blocks; an interrupt ends it.
   *
   * @return how they are reached
   */
  public GivenDatabases start(DataPlan plan) {
    List<Secret> urls =
        databases.startEmbedded(folder.path(), List.of(Side.MASTER.label(), Side.SLAVE.label()));
    GivenDatabases given = new GivenDatabases(urls.getFirst(), urls.getLast());
    Workflows workflows = new Workflows(vertx);
    Future<Void> filled =
        workflows.start(
            "fill the master's database",
            () -> {
              database(given.master()).createWithRows(plan);
              return null;
            });
    Future<Void> made =
        workflows.start(
            "make the slave's schema",
            () -> {
              database(given.slave()).createSchema();
              return null;
            });
    Duration limit = SCHEMA_LIMIT.plusSeconds(plan.total() / ROWS_PER_SECOND);
    Awaiting.await(Future.all(filled, made), limit, "filling the demo's databases");
    return given;
  }

  /** The server of a side, once it was started. */
  public DatabaseServer server(Side side) {
    return databases.server(side.label()).orElseThrow();
  }

  /** Closed with the databases. */
  public Vertx vertx() {
    return vertx;
  }

  /** Where the workers keep their records; it is removed with everything else. */
  public Path records() {
    return folder.path().resolve("records");
  }

  /** Stops both and removes the folder. It blocks. */
  @Override
  public void close() throws IOException {
    databases.close();
    Awaiting.await(vertx.close(), CLOSE_LIMIT, "closing Vert.x");
    folder.delete();
  }

  private static DemoDatabase database(Secret url) {
    return new DemoDatabase(JdbcAddress.of(url.reveal()));
  }
}
