package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.Uninterrupted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures outages at both sizes, each on databases of its own. Everything that it starts is gone
 * when it returns.
 */
final class OutageBench {
  private final OutagePlan plan;
  private final Programs programs;
  private final Consumer<String> progress;
  private final List<OutageSize> sizes = new ArrayList<>();
  private Optional<CaptureCost> capture = Optional.empty();
  private List<String> missing = List.of();
  private String server = "";

  /**
   * Starts nothing yet.
   *
   * @param progress is told what happens, a line each
   */
  OutageBench(OutagePlan plan, Programs programs, Consumer<String> progress) {
    this.plan = plan;
    this.programs = programs;
    this.progress = progress;
  }

  /** Runs all of it. It blocks; an interrupt ends it. */
  OutageReport run() throws IOException {
    double load = Machine.load();
    for (long rows : plan.sizes()) {
      progress.accept("making %,d rows".formatted(rows));
      try (BenchDatabases databases = BenchDatabases.start(programs)) {
        Uninterrupted.beforeClosing(() -> {
          measure(databases, rows);
          return rows;
        });
      }
    }
    return new OutageReport(
        plan, Machine.here("PostgreSQL " + server, load, missing), sizes, capture.orElseThrow());
  }

  private void measure(BenchDatabases databases, long rows) throws IOException {
    WrittenTables tables = new WrittenTables();
    databases.fill(tables, rows);
    server = databases.peer().value("SHOW server_version");
    OutageRounds rounds = new OutageRounds(plan, databases, rows, progress);
    List<Outage> outages = rounds.run();
    long acknowledged = rounds.check();
    sizes.add(new OutageSize(rows, outages, acknowledged, dump(databases, tables)));
    if (capture.isEmpty()) {
      progress.accept("measuring what the log of changes costs");
      capture = Optional.of(new CaptureBench(plan, databases, progress).run());
    }
  }

  /** The rows of the side that is active in the end, when its worker is gone. */
  private Optional<Series> dump(BenchDatabases databases, WrittenTables tables) {
    Optional<String> reason = programs.withoutDump(databases.peer().major());
    missing = reason.stream().toList();
    if (reason.isPresent()) {
      return Optional.empty();
    }
    Peers peers = new Peers(programs);
    List<Measurement> copies = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      Measurement copy =
          peers.copy(Contender.PG_DUMP, tables, databases.of(Side.MASTER), databases.peer());
      progress.accept(
          "round %d  pg_dump -a | psql %s".formatted(round, Rendering.millis(copy.wholeMillis())));
      copies.add(copy);
    }
    return Optional.of(new Series(copies));
  }
}
