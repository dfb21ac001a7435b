package hma.sandbox.demo;

import hma.protocol.Side;
import hma.workflow.Awaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The demo's worker, a process of its own: it commits numbered rows all the time over one
 * connection and notes each answer outside the database.
 *
 * <p>It knows nothing of HMA, as any worker: {@code DATABASE_URL} and {@code HMA_SIDE} are all it
 * gets. SIGTERM lets it finish its transaction and ends it with 0; a database that refuses it or
 * goes away ends it with 1 and one line on the standard error, for its platform to start it anew.
 */
@Command(name = "ledger-worker", description = "Commits numbered rows all the time.")
public final class LedgerWorker implements Callable<Integer> {
  private static final Duration LAST_TRANSACTION = Duration.ofSeconds(10);

  @Option(names = "--database", required = true, defaultValue = "${env:DATABASE_URL}")
  private String databaseUrl = "";

  @Option(names = "--side", required = true, defaultValue = "${env:HMA_SIDE}")
  private String side = "";

  @Option(names = "--records", required = true, description = "Folder for its record of commits.")
  private Path records = Path.of("");

  @Option(names = "--pause", defaultValue = "5", description = "Milliseconds between transactions.")
  private long pauseMillis;

  private volatile boolean stopping;

  /** Runs until SIGTERM or a failure. */
  public static void main(String[] arguments) {
    LedgerWorker worker = new LedgerWorker();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(worker::stop));
    int status = new CommandLine(worker).execute(arguments);
    // Not exit: it would wait for the hook, which waits for this.
    Runtime.getRuntime().halt(status);
  }

  @Override
  public Integer call() {
    try {
      work(Side.valueOf(side.toUpperCase(Locale.ROOT)));
      return 0;
    } catch (SQLException | IOException | IllegalArgumentException failure) {
      String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
      System.err.println("worker: stopped on " + side + ": " + reason);
      return 1;
    }
  }

  private void work(Side here) throws SQLException, IOException {
    String process = ProcessHandle.current().pid() + "-" + Instant.now().toEpochMilli();
    try (LedgerRecord record = LedgerRecord.create(records, process);
        LedgerTransactions transactions =
            new LedgerTransactions(JdbcAddress.of(databaseUrl).connect("ledger-worker"))) {
      for (long n = transactions.next(); !stopping; n++) {
        Attempt attempt = Attempt.now(here, n, process);
        transactions.write(n, here, process);
        record.commit(attempt, transactions::commit);
        Awaiting.pause(Duration.ofMillis(pauseMillis));
      }
    }
  }

  /** Ends the loop after its transaction and holds the process until then. */
  private void stop() {
    stopping = true;
    Awaiting.pause(LAST_TRANSACTION);
  }
}
