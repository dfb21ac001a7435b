package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.Attempt;
import hma.sandbox.demo.JdbcAddress;
import hma.sandbox.demo.LedgerRecord;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Several connections that write to one database at the same time, each noting every answer outside
 * of it before its next transaction. Where one is refused, all end.
 */
final class Writers {
  private static final Duration LIMIT = Duration.ofDays(1);

  private final Workflows workflows;
  private final Load load;
  private final LongAdder committed = new LongAdder();
  private volatile boolean stopping;

  /**
   * What they do.
   *
   * @param records the folder of their records
   * @param rows how many rows the large table has
   * @param rate transactions a second of all together; 0 for as many as they can
   * @param writers how many connections
   */
  record Load(Path records, long rows, int rate, int writers) {
    private Pace pace() {
      return new Pace((double) rate / writers);
    }
  }

  Writers(Workflows workflows, Load load) {
    this.workflows = workflows;
    this.load = load;
  }

  /**
   * Starts them.
   *
   * @return completes when all have ended; fails with what the first was refused with
   */
  Future<?> start(JdbcAddress database, Side side) {
    List<Future<Side>> all =
        Stream.generate(() -> workflows.start("writer", () -> write(database, side)))
            .limit(load.writers())
            .toList();
    return Future.join(all);
  }

  /** Lets each finish its transaction. */
  void stop() {
    stopping = true;
  }

  /** Waits for their end. */
  static void await(Future<?> writers) {
    Awaiting.await(writers, LIMIT, "writing");
  }

  /** How many transactions were acknowledged so far. */
  long committed() {
    return committed.sum();
  }

  private Side write(JdbcAddress database, Side side) throws SQLException, IOException {
    UUID writer = UUID.randomUUID();
    try (LedgerRecord record = LedgerRecord.create(load.records(), writer.toString());
        WriterTransactions transactions =
            new WriterTransactions(database.connect("bench-writer"), writer, load.rows())) {
      Pace pace = load.pace();
      for (long n = 1; !stopping; n++) {
        pace.await();
        Attempt attempt = Attempt.now(side, n, writer.toString());
        transactions.write(n);
        record.commit(attempt, transactions::commit);
        committed.increment();
      }
      return side;
    } finally {
      stopping = true;
    }
  }
}
