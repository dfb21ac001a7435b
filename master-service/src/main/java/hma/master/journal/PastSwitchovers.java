package hma.master.journal;

import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.workflow.Awaiting;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the journal holds of switchovers, for whoever asks: read on a connection that is never the
 * leader's, so that no reader can hurt or delay the lead.
 *
 * <p>There is one such connection at most, and none while nobody asks: the plan's connections are
 * shared with the worker.
 */
public final class PastSwitchovers {
  private static final Duration TURN_LIMIT = Duration.ofSeconds(5);
  private static final Duration READ_LIMIT = Duration.ofSeconds(5);
  private static final String READING = "reading a switchover";
  private static final String APPLICATION = "hma/reader";

  private final Postgres postgres;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable DatabaseSession session;

  /** Connects when somebody asks; {@code postgres} is best named by {@link #application}. */
  public PastSwitchovers(Postgres postgres) {
    this.postgres = postgres;
  }

  /** The application name of readers' connections. */
  public static String application() {
    return APPLICATION;
  }

  /**
   * What people are shown of a switchover. Blocks, while the database is away for 20 s at most.
   *
   * @throws hma.protocol.ProblemException {@link DatabaseProblems#UNREACHABLE} when there is no
   *     answer in time
   */
  public Optional<JsonObject> summary(String switchover) {
    takeTurn();
    try {
      DatabaseSession connection = connected();
      Optional<JsonObject> summary = read(connection, switchover);
      if (!turn.hasQueuedThreads()) {
        disconnect();
      }
      return summary;
    } catch (RuntimeException failure) {
      disconnect();
      throw failure;
    } finally {
      turn.unlock();
    }
  }

  private void takeTurn() {
    try {
      if (turn.tryLock(TURN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw DatabaseProblems.unreachable(
        READING, new TimeoutException("others are waiting for an answer already"));
  }

  private DatabaseSession connected() {
    DatabaseSession open = session;
    if (open == null) {
      open = DatabaseSession.open(postgres);
      session = open;
    }
    return open;
  }

  private static Optional<JsonObject> read(DatabaseSession connection, String switchover) {
    return DatabaseSession.translating(
        READING,
        () -> {
          for (Row row :
              Awaiting.await(
                  connection
                      .connection()
                      .preparedQuery("SELECT summary FROM hma.switchovers WHERE id = $1")
                      .execute(Tuple.of(switchover)),
                  READ_LIMIT,
                  READING)) {
            return Optional.of(row.getJsonObject("summary"));
          }
          return Optional.empty();
        });
  }

  private void disconnect() {
    DatabaseSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
