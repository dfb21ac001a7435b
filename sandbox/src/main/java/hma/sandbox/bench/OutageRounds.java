package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.ReadyFile;
import hma.sandbox.Sandbox;
import hma.sandbox.SandboxOptions;
import hma.sandbox.demo.Handover;
import hma.sandbox.demo.MasterClient;
import hma.sandbox.demo.Switchover;
import hma.sandbox.demo.Uninterrupted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Switchovers there and back at one size, while the writers write. The master's side ends active.
 */
final class OutageRounds {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Seldom: each look costs the master a little, and the outage is what it measures itself. */
  private static final Duration GLANCE = Duration.ofMillis(500);

  /** How long the writers write on a side before it is switched. */
  private static final Duration STAY = Duration.ofSeconds(5);

  private final OutagePlan plan;
  private final BenchDatabases databases;
  private final Writers.Load load;
  private final WritersRecord record;
  private final Consumer<String> progress;

  /**
   * Starts nothing yet.
   *
   * @param databases which hold the rows on the master's side
   * @param rows how many the large table has
   */
  OutageRounds(OutagePlan plan, BenchDatabases databases, long rows, Consumer<String> progress)
      throws IOException {
    this.plan = plan;
    this.databases = databases;
    Path records = databases.folder("records");
    this.load = new Writers.Load(records, rows, plan.rate(), plan.writers());
    this.record = new WritersRecord(records);
    this.progress = progress;
  }

  /** Runs all rounds, with a sandbox that is gone when it returns. It blocks. */
  List<Outage> run() {
    progress.accept("starting both services and the writers");
    SandboxOptions options =
        SandboxOptions.defaults()
            .withDatabases(databases.given())
            .withWorker(WriterWorker.command(load));
    try (Sandbox sandbox = Sandbox.start(options)) {
      ReadyFile ready = sandbox.ready();
      return Uninterrupted.beforeClosing(() -> {
        try (MasterClient client =
            new MasterClient(ready.master().url(), ready.sharedKey(), SILENCE)) {
          return switchovers(new HmaRuns(client, GLANCE));
        }
      });
    }
  }

  private List<Outage> switchovers(HmaRuns hma) throws IOException {
    List<Outage> outages = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Side from : Side.values()) {
        stay(from);
        Outage outage = switchover(hma, from, outages.size());
        progress.accept("round %d  to the %s: %s".formatted(round, from.other().label(), outage));
        outages.add(outage);
      }
    }
    stay(Side.MASTER);
    return outages;
  }

  private void stay(Side side) throws IOException {
    record.awaitCommits(side, plan.rate() * STAY.toSeconds());
  }

  private Outage switchover(HmaRuns hma, Side from, int before) throws IOException {
    Switchover ended = hma.switchover(from, () -> {});
    record.awaitCommits(from.other(), 1);
    List<Handover> handovers = record.handovers();
    if (handovers.size() != before + 1) {
      throw new BenchFailure(
          "the writers' side changed %d times in %d switchovers: both sides wrote at a time"
              .formatted(handovers.size(), before + 1));
    }
    Handover handover = handovers.getLast();
    return Outage.of(ended.json(), handover, record.rateBeforeLastHandover(STAY));
  }

  /**
   * Finds all that was acknowledged on the master's side, once no worker runs any more.
   *
   * @return how many transactions that are
   * @throws BenchFailure naming what is missing
   */
  long check() throws IOException {
    List<String> contradictions =
        WrittenCheck.contradictions(databases.of(Side.MASTER), record.last());
    if (!contradictions.isEmpty()) {
      throw new BenchFailure(String.join("; ", contradictions));
    }
    return record.acknowledged();
  }
}
