package hma.postgres;

import hma.protocol.ProblemException;
import hma.workflow.Awaiting;
import hma.workflow.InterruptedWorkflow;
import hma.workflow.TimeLimitExceeded;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exclusively held connection, used by blocking code on a virtual thread.
 *
 * <p>Every failure comes out as one of {@link DatabaseProblems}, naming what was being done.
 */
public final class DatabaseSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseSession.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** The longest a single statement may take: the validation of a very large foreign key. */
  public static final Duration STATEMENT_LIMIT = Duration.ofHours(12);

  private final PgConnection connection;
  private final AtomicInteger running = new AtomicInteger();

  private DatabaseSession(PgConnection connection) {
    this.connection = connection;
  }

  /** Opens a connection with the pinned settings. */
  public static DatabaseSession open(Postgres postgres) {
    String doing = "connecting to the database";
    try {
      return new DatabaseSession(Awaiting.await(postgres.connect(), CONNECT_LIMIT, doing));
    } catch (DatabaseUnreachable | TimeLimitExceeded failure) {
      throw DatabaseProblems.unreachable(doing, failure);
    }
  }

  /** The connection itself, for COPY streams. */
  public PgConnection connection() {
    return connection;
  }

  /** Runs statements without parameters, several at once if they are separated by semicolons. */
  public RowSet<Row> run(String doing, String sql) {
    return await(doing, connection.query(sql).execute());
  }

  /** Runs one statement with parameters. */
  public RowSet<Row> run(String doing, String sql, Tuple parameters) {
    return await(doing, connection.preparedQuery(sql).execute(parameters));
  }

  /** Waits for something on this connection. */
  public <T> T await(String doing, Future<T> future) {
    running.incrementAndGet();
    try {
      return translating(doing, () -> Awaiting.await(future, STATEMENT_LIMIT, doing));
    } finally {
      running.decrementAndGet();
    }
  }

  /** Turns what the client throws into a {@link DatabaseProblems}. */
  public static <T> T translating(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (PgException refused) {
      throw isShutdown(refused)
          ? DatabaseProblems.unreachable(doing, refused)
          : DatabaseProblems.refused(doing, refused);
    } catch (ProblemException | InterruptedWorkflow itself) {
      throw itself;
    } catch (RuntimeException broken) {
      throw DatabaseProblems.unreachable(doing, broken);
    }
  }

  /** Class 57P: the server ends this session or all of them. */
  private static boolean isShutdown(PgException failure) {
    String state = failure.getSqlState();
    return state != null && state.startsWith("57P");
  }

  /**
   * Ends the connection and with it any open transaction, cancelling a statement that still runs;
   * never throws.
   */
  @Override
  public void close() {
    try {
      if (running.get() > 0) {
        Awaiting.await(connection.cancelRequest(), CLOSE_LIMIT, "cancelling a statement");
      }
      Awaiting.await(connection.close(), CLOSE_LIMIT, "closing a connection");
    } catch (RuntimeException failure) {
      log.atDebug().setCause(failure).log("A connection did not close cleanly");
    }
  }
}
