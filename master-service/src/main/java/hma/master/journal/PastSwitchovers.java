package hma.master.journal;

import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.workflow.Awaiting;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final String READING = "reading switchovers";
  private static final String ONE = "SELECT summary FROM hma.switchovers WHERE id = $1";

  /** The id alone would not do: those of failovers begin otherwise. */
  private static final String PAGE =
      """
      SELECT summary FROM hma.switchovers
      WHERE ($1::text IS NULL
          OR (started_at, id) < (SELECT started_at, id FROM hma.switchovers WHERE id = $1))
        AND ($2::text IS NULL OR coalesce(summary->>'kind', 'switchover') = $2)
      ORDER BY started_at DESC, id DESC LIMIT $3
      """;

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
    return read(ONE, Tuple.of(switchover)).stream().findFirst();
  }

  /**
   * What people are shown of the newest ones, the newest first. Blocks and throws as {@link
   * #summary}.
   *
   * @param before only what began before this one; all where it is empty, none where it is unknown
   * @param kind only those of this kind
   * @param most how many, 1 or more
   */
  public List<JsonObject> summaries(Optional<String> before, Optional<Purpose> kind, int most) {
    return read(PAGE, Tuple.of(before.orElse(null), kind.map(Purpose::label).orElse(null), most));
  }

  private List<JsonObject> read(String sql, Tuple parameters) {
    takeTurn();
    try {
      List<JsonObject> summaries = read(connected(), sql, parameters);
      if (!turn.hasQueuedThreads()) {
        disconnect();
      }
      return summaries;
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

  private static List<JsonObject> read(DatabaseSession connection, String sql, Tuple parameters) {
    return DatabaseSession.translating(
        READING,
        () -> {
          List<JsonObject> summaries = new ArrayList<>();
          for (Row row :
              Awaiting.await(
                  connection.connection().preparedQuery(sql).execute(parameters),
                  READ_LIMIT,
                  READING)) {
            summaries.add(row.getJsonObject("summary"));
          }
          return summaries;
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
