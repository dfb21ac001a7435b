package hma.sandbox.bench;

import hma.protocol.Side;
import hma.sandbox.demo.JdbcAddress;
import hma.sandbox.demo.WorkerCommand;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The apps' worker while an outage is measured, a process of its own: {@link Writers} on its side's
 * database. SIGTERM lets each finish its transaction and ends it with 0; a database that refuses
 * one or goes away ends it with 1 and one line on the standard error.
 */
@Command(name = "writer-worker", description = "Writes over several connections all the time.")
public final class WriterWorker implements Callable<Integer> {
  private static final Duration LAST_TRANSACTION = Duration.ofSeconds(10);

  @Option(names = "--database", required = true, defaultValue = "${env:DATABASE_URL}")
  private String databaseUrl = "";

  @Option(names = "--side", required = true, defaultValue = "${env:HMA_SIDE}")
  private String side = "";

  @Option(names = "--records", required = true, description = "Folder for its records of commits.")
  private Path records = Path.of("");

  @Option(names = "--rows", required = true, description = "Rows of the large table.")
  private long rows;

  @Option(names = "--rate", required = true, description = "Transactions a second; 0 for all.")
  private int rate;

  @Option(names = "--writers", required = true, description = "Connections.")
  private int connections;

  private volatile boolean stopping;
  private volatile @Nullable Writers running;

  /** Runs until SIGTERM or a failure. */
  public static void main(String[] arguments) {
    WriterWorker worker = new WriterWorker();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(worker::stop));
    int status = new CommandLine(worker).execute(arguments);
    // Not exit: it would wait for the hook, which waits for this.
    Runtime.getRuntime().halt(status);
  }

  /** How it is started as a dyno. */
  static String command(Writers.Load load) {
    return WorkerCommand.of(
        WriterWorker.class,
        List.of(
            "--records",
            load.records().toAbsolutePath().toString(),
            "--rows",
            Long.toString(load.rows()),
            "--rate",
            Integer.toString(load.rate()),
            "--writers",
            Integer.toString(load.writers())));
  }

  @Override
  public Integer call() {
    try {
      Writers writers =
          new Writers(
              new Workflows(BenchDatabases.newVertx()),
              new Writers.Load(records, rows, rate, connections));
      running = writers;
      if (!stopping) {
        Side here = Side.valueOf(side.toUpperCase(Locale.ROOT));
        Writers.await(writers.start(JdbcAddress.of(databaseUrl), here));
      }
      return 0;
    } catch (RuntimeException failure) {
      System.err.println("worker: stopped on " + side + ": " + reason(failure));
      return 1;
    }
  }

  /** A checked failure of a writer comes wrapped. */
  private static String reason(RuntimeException failure) {
    Throwable told = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
  }

  /** Ends the writing after what is under way, and holds the process until then. */
  private void stop() {
    stopping = true;
    Writers writers = running;
    if (writers != null) {
      writers.stop();
    }
    Awaiting.pause(LAST_TRANSACTION);
  }
}
