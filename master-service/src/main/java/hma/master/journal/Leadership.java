package hma.master.journal;

import hma.postgres.DatabaseProblems;
import hma.postgres.DatabaseSession;
import hma.postgres.Postgres;
import hma.protocol.ProblemException;
import hma.workflow.Awaiting;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to act, held by one master process at a time: a session advisory lock, a heartbeat row,
 * and a term that grows with every mastership.
 *
 * <p>One connection holds the lock and carries every write of the journal: whoever loses the one
 * loses the other. A stand-in that misses the heartbeat raises the term <em>before</em> it
 * terminates the leader's sessions, so that a leader which connects again finds that it is deposed.
 */
public final class Leadership {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);
  private static final long LOCK_KEY = 4738370;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(60);
  private static final String APPLICATION = "hma/leader/";

  private final Postgres postgres;
  private final String instance;
  private final Duration silence;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable DatabaseSession session;
  private volatile long term;
  private volatile boolean resigned;
  private volatile boolean standsIn;
  private volatile Instant heardAt = Instant.MIN;

  /**
   * Connects when {@link #take} is called.
   *
   * @param postgres opens connections to the master's database under {@link #application}
   * @param instance names this process
   * @param silence after which a leader that renews nothing may be replaced
   */
  public Leadership(Postgres postgres, String instance, Duration silence, InstantSource clock) {
    this.postgres = postgres;
    this.instance = instance;
    this.silence = silence;
    this.clock = clock;
  }

  /** The application name of a leader's connection. */
  public static String application(String instance) {
    return APPLICATION + instance;
  }

  /** The term of this mastership, 0 before {@link #take}. */
  public long term() {
    return term;
  }

  /** Whether another process leads, whose silence this one waits for. */
  public boolean standsIn() {
    return standsIn;
  }

  /** When the database has last answered on the leader's connection; far away before it has. */
  public Instant heardAt() {
    return heardAt;
  }

  /**
   * Waits until this process leads: as a stand-in for as long as another one does.
   *
   * @return the new term
   */
  public long take() {
    take(true);
    return term;
  }

  /**
   * Leads, unless another process does that is not silent.
   *
   * @return whether this one leads, in a new term
   */
  public boolean takeIfFree() {
    return take(false);
  }

  private boolean take(boolean patient) {
    turn.lock();
    try {
      disconnect();
      term = 0;
      DatabaseSession connection = DatabaseSession.open(postgres);
      session = connection;
      JournalSchema.install(connection);
      while (!tryLock(connection)) {
        if (resigned) {
          throw new IllegalStateException("this process stops: it takes no lead");
        }
        heardAt = clock.instant();
        if (leaderIsSilent(connection)) {
          replaceLeader(connection);
        } else if (!patient) {
          disconnect();
          return false;
        } else if (!standsIn) {
          standsIn = true;
          log.atInfo().log("another master leads: this one stands in, until it falls silent");
        }
        Awaiting.pause(LOOK_AGAIN);
      }
      standsIn = false;
      term = raiseTerm(connection);
      renew(connection);
      heardAt = clock.instant();
      log.atInfo().addKeyValue("term", term).log("this master leads");
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** Renews the heartbeat. */
  public void beat() {
    within(connection -> {
      renew(connection);
      return term;
    });
  }

  /**
   * Makes the term of this mastership greater than one that another database has seen.
   *
   * @return the new term
   */
  public long exceed(long seen) {
    return within(connection -> {
      Tuple terms = Tuple.of(seen + 1, term);
      String sql = "UPDATE hma.state SET term = greatest($1, term) WHERE term = $2";
      refuseIfNone(connection.run("raising the term", sql, terms).rowCount());
      term = Math.max(seen + 1, term);
      return term;
    });
  }

  /** Reads the term from the database: to be called just before what cannot carry it. */
  public void confirm() {
    within(connection -> {
      refuseIfNone(
          connection
              .run("confirming the term", "SELECT 1 FROM hma.state WHERE term = $1", Tuple.of(term))
              .size());
      return term;
    });
  }

  /**
   * Does something on the leader's connection; once more on a new one where it breaks. What is done
   * has to bear being repeated.
   *
   * <p>A statement that the database refuses leaves the connection as it is: giving it up would
   * give up the lock, and let a stand-in take over.
   *
   * @throws Deposed when another master leads
   */
  <T> T within(Function<DatabaseSession, T> work) {
    turn.lock();
    try {
      Instant giveUp = clock.instant().plus(RECONNECT_LIMIT);
      while (true) {
        try {
          T done = work.apply(connected());
          heardAt = clock.instant();
          return done;
        } catch (ProblemException problem) {
          if (!problem.problem().code().equals(DatabaseProblems.UNREACHABLE)) {
            throw problem;
          }
          disconnect();
          if (clock.instant().isAfter(giveUp)) {
            throw problem;
          }
          log.atWarn().log("the journal's connection broke: {}", problem.getMessage());
        }
        Awaiting.pause(LOOK_AGAIN);
      }
    } finally {
      turn.unlock();
    }
  }

  void refuseIfNone(int rows) {
    if (rows == 0) {
      throw new Deposed(term);
    }
  }

  /** Gives the lock back. */
  public void resign() {
    resigned = true;
    turn.lock();
    try {
      disconnect();
    } finally {
      turn.unlock();
    }
  }

  private DatabaseSession connected() {
    if (session != null) {
      return session;
    }
    DatabaseSession connection = DatabaseSession.open(postgres);
    session = connection;
    refuseIfNone(
        connection
            .run("confirming the term", "SELECT 1 FROM hma.state WHERE term = $1", Tuple.of(term))
            .size());
    terminate(connection, application(instance));
    if (!tryLock(connection)) {
      throw DatabaseProblems.unreachable(
          "taking the leader's lock back", new IllegalStateException("it is held"));
    }
    return connection;
  }

  private void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private static boolean tryLock(DatabaseSession connection) {
    return connection
        .run("taking the leader's lock", "SELECT pg_try_advisory_lock($1)", Tuple.of(LOCK_KEY))
        .iterator()
        .next()
        .getBoolean(0);
  }

  private boolean leaderIsSilent(DatabaseSession connection) {
    for (Row row :
        connection.run(
            "reading the heartbeat",
            "SELECT clock_timestamp() - beat_at > make_interval(secs => $1) FROM hma.leader",
            Tuple.of((double) silence.toSeconds()))) {
      return row.getBoolean(0);
    }
    return false;
  }

  private void replaceLeader(DatabaseSession connection) {
    log.atWarn()
        .addKeyValue("silenceMs", silence.toMillis())
        .log("the leading master is silent: replacing it");
    raiseTerm(connection);
    terminate(connection, "hma/%");
  }

  /**
   * By the clock, so that no term ever comes again: a database that was restored from a backup does
   * not know those that were taken since, and a master of such a term may still be alive.
   */
  private static long raiseTerm(DatabaseSession connection) {
    return connection
        .run(
            "raising the term",
            """
            UPDATE hma.state
            SET term = greatest(term + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
            RETURNING term
            """)
        .iterator()
        .next()
        .getLong(0);
  }

  private void renew(DatabaseSession connection) {
    refuseIfNone(
        connection
            .run(
                "renewing the heartbeat",
                """
                INSERT INTO hma.leader (instance, beat_at)
                SELECT $1, clock_timestamp()
                FROM (SELECT 1 FROM hma.state WHERE term = $2 FOR SHARE) AS leader_term
                ON CONFLICT (one_row)
                DO UPDATE SET instance = excluded.instance, beat_at = excluded.beat_at
                """,
                Tuple.of(instance, term))
            .rowCount());
  }

  /** Ends HMA's sessions by their application name, but for the one that asks. */
  private static void terminate(DatabaseSession connection, String pattern) {
    connection.run(
        "terminating the sessions of a former leader",
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user
          AND pid <> pg_backend_pid() AND application_name LIKE $1
        """,
        Tuple.of(pattern));
  }
}
