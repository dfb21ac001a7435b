package hma.sandbox.bench;

import hma.config.DatabaseUrl;
import hma.protocol.Catalog;
import hma.protocol.Claim;
import hma.protocol.Side;
import hma.protocol.TableSelection;
import hma.sandbox.bench.CaptureCost.Pair;
import hma.sync.CaptureUnits;
import hma.sync.MovePlanner;
import hma.sync.PostgresSite;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how fast writers are without and with the log of changes, in turn, on the database that
 * belongs to no side. The log is that of a switchover, made as a side makes it; nobody reads it.
 */
final class CaptureBench {
  private static final int ROUNDS = 7;
  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final double MILLIS = 1000;
  private static final Claim CLAIM = new Claim("bench", 1, 1);

  private final OutagePlan plan;
  private final BenchDatabases databases;
  private final Consumer<String> progress;
  private final PostgresSite site;
  private final Path records;

  /** Over databases whose tables are there. */
  CaptureBench(OutagePlan plan, BenchDatabases databases, Consumer<String> progress)
      throws IOException {
    this.plan = plan;
    this.databases = databases;
    this.progress = progress;
    this.site =
        new PostgresSite(
            databases.vertx(), Side.MASTER, DatabaseUrl.parse(databases.peer().url().reveal()));
    this.records = databases.folder("records-of-capture");
  }

  /** Runs all rounds. It blocks. */
  CaptureCost run() {
    WrittenTables tables = new WrittenTables();
    databases.peer().run(tables.truncate() + ";" + tables.fill(plan.rows()));
    databases.peer().tidy();
    site.install();
    site.raiseTerm(CLAIM.term());
    CaptureUnits.Choice choice = choice();
    List<Pair> pairs = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      // The tables grow all the time: so none of both comes first each time.
      boolean loggedFirst = round % 2 == 0;
      double first = write(loggedFirst, choice);
      double second = write(!loggedFirst, choice);
      double without = loggedFirst ? second : first;
      double with = loggedFirst ? first : second;
      progress.accept(
          "round %d  %s transactions a second, %s with the log of changes"
              .formatted(round, Rendering.whole(without), Rendering.whole(with)));
      pairs.add(new Pair(without, with));
    }
    return new CaptureCost(pairs);
  }

  private CaptureUnits.Choice choice() {
    Catalog catalog = site.catalog(TableSelection.all());
    return CaptureUnits.of(catalog, catalog, MovePlanner.plan(Side.MASTER, catalog, catalog));
  }

  private double write(boolean logged, CaptureUnits.Choice choice) {
    if (!logged) {
      return write();
    }
    site.startCapture(CLAIM, choice.units());
    double speed = write();
    List<String> left = site.stopCapture(CLAIM);
    if (!left.isEmpty()) {
      throw new BenchFailure("the log of changes could not be removed: " + left);
    }
    return speed;
  }

  /** As many as they can for a while; in transactions a second. */
  private double write() {
    Writers writers =
        new Writers(
            new Workflows(databases.vertx()),
            new Writers.Load(records, plan.rows(), 0, plan.writers()));
    Future<?> writing = writers.start(databases.peer().address(), Side.MASTER);
    try {
      long begun = System.nanoTime();
      Awaiting.pause(A_WHILE);
      long committed = writers.committed();
      return committed * MILLIS / Duration.ofNanos(System.nanoTime() - begun).toMillis();
    } finally {
      writers.stop();
      Writers.await(writing);
    }
  }
}
