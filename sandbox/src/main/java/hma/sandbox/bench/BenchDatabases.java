package hma.sandbox.bench;

import hma.config.Secret;
import hma.protocol.Side;
import hma.sandbox.SandboxFolder;
import hma.sandbox.SandboxOptions.GivenDatabases;
import hma.sandbox.database.Databases;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Three servers of the same kind: one of each side, and one that the others copy into, so that HMA
 * never finds rows that are not its own.
 */
final class BenchDatabases implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  private final SandboxFolder folder;
  private final Vertx vertx;
  private final Databases databases;
  private final List<BenchDatabase> all;

  private BenchDatabases(
      SandboxFolder folder, Vertx vertx, Databases databases, List<BenchDatabase> all) {
    this.folder = folder;
    this.vertx = vertx;
    this.databases = databases;
    this.all = all;
  }

  /** Starts them, from the programs that were found or else the sandbox's own. It blocks. */
  static BenchDatabases start(Programs programs) throws IOException {
    SandboxFolder folder = SandboxFolder.create(SandboxFolder.root());
    Vertx vertx = newVertx();
    Databases databases = new Databases(vertx, folder.register());
    try {
      List<Secret> urls =
          programs.server().isPresent()
              ? databases.startInstalled(folder.path(), names(), programs.server().get())
              : databases.startEmbedded(folder.path(), names());
      List<BenchDatabase> all =
          List.of(
              BenchDatabase.of(urls.get(0), folder.path()),
              BenchDatabase.of(urls.get(1), folder.path()),
              BenchDatabase.of(urls.get(2), folder.path()));
      return new BenchDatabases(folder, vertx, databases, all);
    } catch (RuntimeException | IOException failure) {
      // Closing blocks: an interrupt must not stop it, and is handed on afterwards.
      boolean interrupted = Thread.interrupted();
      close(folder, vertx, databases);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw failure;
    }
  }

  /** A Vert.x that leaves no folder behind. */
  static Vertx newVertx() {
    FileSystemOptions files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
  }

  private static List<String> names() {
    return List.of("master", "slave", "peer");
  }

  /** That of a side. */
  BenchDatabase of(Side side) {
    return all.get(side == Side.MASTER ? 0 : 1);
  }

  /** The one that others copy into. */
  BenchDatabase peer() {
    return all.get(2);
  }

  /** Those of both sides, for the sandbox. */
  GivenDatabases given() {
    return new GivenDatabases(all.get(0).url(), all.get(1).url());
  }

  /** Makes the tables everywhere and their rows on the master's side. */
  void fill(BenchTables tables, long rows) {
    all.forEach(database -> database.run(tables.schema()));
    of(Side.MASTER).run(tables.fill(rows));
    of(Side.MASTER).tidy();
  }

  /** Closed with the databases. */
  Vertx vertx() {
    return vertx;
  }

  /** A folder that is removed with everything else. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.path().resolve(name));
  }

  /** Stops all and removes the folder. It blocks. */
  @Override
  public void close() throws IOException {
    close(folder, vertx, databases);
  }

  private static void close(SandboxFolder folder, Vertx vertx, Databases databases)
      throws IOException {
    databases.close();
    Awaiting.await(vertx.close(), CLOSE_LIMIT, "closing Vert.x");
    folder.delete();
  }
}
