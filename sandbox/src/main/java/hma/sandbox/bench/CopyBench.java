package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.ReadyFile;
import hma.sandbox.Sandbox;
import hma.sandbox.SandboxOptions;
import hma.sandbox.demo.MasterClient;
import hma.sandbox.demo.Uninterrupted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures all contenders in turn, round by round, so that whatever else the machine does strikes
 * them alike. Everything that it starts is gone when it returns.
 */
final class CopyBench {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final CopyPlan plan;
  private final Programs programs;
  private final Consumer<String> progress;

  /**
   * Starts nothing yet.
   *
   * @param progress is told what happens, a line each
   */
  CopyBench(CopyPlan plan, Programs programs, Consumer<String> progress) {
    this.plan = plan;
    this.programs = programs;
    this.progress = progress;
  }

  /** Runs all of it. It blocks; an interrupt ends it. */
  CopyReport run() throws IOException {
    Map<Workload, Map<Contender, Series>> results = new EnumMap<>(Workload.class);
    List<String> missing = new ArrayList<>();
    String server = "";
    double load = Machine.load();
    for (Workload workload : Workload.values()) {
      progress.accept("making %,d rows: %s".formatted(plan.rows(), workload.label()));
      try (BenchDatabases databases = BenchDatabases.start(programs)) {
        results.put(
            workload,
            Uninterrupted.beforeClosing(() -> {
              databases.fill(workload, plan.rows());
              return measure(workload, databases);
            }));
        server = databases.peer().value("SHOW server_version");
        missing = programs.missing(databases.peer().major());
      }
    }
    return new CopyReport(plan, Machine.here("PostgreSQL " + server, load, missing), results);
  }

  private Map<Contender, Series> measure(Workload workload, BenchDatabases databases) {
    progress.accept("starting both services");
    SandboxOptions options = SandboxOptions.defaults().withDatabases(databases.given());
    try (Sandbox sandbox = Sandbox.start(options)) {
      ReadyFile ready = sandbox.ready();
      return Uninterrupted.beforeClosing(() -> {
        try (MasterClient client =
            new MasterClient(ready.master().url(), ready.sharedKey(), SILENCE)) {
          return new Rounds(workload, databases, new HmaRuns(client, GLANCE)).run();
        }
      });
    }
  }

  /** The rounds of one workload. */
  private final class Rounds {
    private final Workload workload;
    private final BenchDatabases databases;
    private final HmaRuns hma;
    private final Map<Contender, List<Measurement>> measured = new EnumMap<>(Contender.class);
    private Side active = Side.MASTER;

    Rounds(Workload workload, BenchDatabases databases, HmaRuns hma) {
      this.workload = workload;
      this.databases = databases;
      this.hma = hma;
    }

    Map<Contender, Series> run() {
      Peers peers = new Peers(programs);
      int major = databases.peer().major();
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Contender contender : Contender.values()) {
          if (!contender.ours() && programs.can(contender, major, workload)) {
            keep(
                round,
                contender,
                peers.copy(contender, workload, databases.of(active), databases.peer()));
          }
        }
        fullCopy(round);
        afterTheChange(round);
      }
      Map<Contender, Series> series = new EnumMap<>(Contender.class);
      measured.forEach((contender, all) -> series.put(contender, new Series(all)));
      return series;
    }

    private void fullCopy(int round) {
      empty(databases.of(active.other()));
      keep(round, Contender.HMA_FULL, switchover());
    }

    private void afterTheChange(int round) {
      databases.of(active).run(workload.change(plan.changeShare()));
      keep(round, Contender.HMA_CHANGED, switchover());
    }

    private Measurement switchover() {
      Measurement measurement = hma.switchover(active);
      active = active.other();
      return measurement;
    }

    /** A standby is fenced, and the fence binds its owner until it is given the right back. */
    private void empty(BenchDatabase standby) {
      if (standby.rows(workload) > 0) {
        String tables = String.join(", ", workload.tables());
        standby.run(
            "GRANT TRUNCATE ON %1$s TO CURRENT_USER; %2$s; REVOKE TRUNCATE ON %1$s FROM CURRENT_USER"
                .formatted(tables, workload.truncate()));
      }
    }

    private void keep(int round, Contender contender, Measurement measurement) {
      measured.computeIfAbsent(contender, any -> new ArrayList<>()).add(measurement);
      progress.accept(
          String.format(
              Locale.ROOT,
              "round %d  %-26s %8.2f s %s",
              round,
              contender.label(),
              measurement.wholeMillis() / 1000.0,
              measurement.methods()));
    }
  }
}
