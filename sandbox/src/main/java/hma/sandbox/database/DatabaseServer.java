package hma.sandbox.database;

import hma.config.Secret;
import hma.sandbox.process.ProcessGroup;
import hma.sandbox.process.Register;
import hma.sandbox.process.Signal;
import hma.workflow.Awaiting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An embedded server, and what can happen to one. Everything here blocks. */
public final class DatabaseServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Vertx vertx;
  private final EmbeddedDatabase database;
  private final Register register;
  private ProcessGroup process;
  private volatile boolean closing;

  private DatabaseServer(
      Vertx vertx, EmbeddedDatabase database, Register register, ProcessGroup process) {
    this.vertx = vertx;
    this.database = database;
    this.register = register;
    this.process = process;
  }

  /** Makes its data and starts it; it comes up by itself. */
  static DatabaseServer start(Vertx vertx, EmbeddedDatabase database, Register register)
      throws IOException {
    return new DatabaseServer(vertx, database, register, database.start(register));
  }

  /** Waits until it answers, and makes the owner with its database. */
  void complete() throws IOException {
    if (!answersBeforeItEnds()) {
      throw new IOException("PostgreSQL ended at its start:\n" + database.recentLog());
    }
    Connections.makeOwnerAndDatabase(vertx, database.plan());
  }

  /** Where it writes what it has to say. */
  public Path log() {
    return database.log();
  }

  /** Its superuser's password. */
  public Secret superuserPassword() {
    return database.plan().superuserPassword();
  }

  /**
   * Ends sessions on the app's database, as an operator of the server can.
   *
   * @param applications whose, as a pattern for {@code LIKE}
   * @return how many
   */
  public int endSessions(String applications) {
    return Connections.endSessions(vertx, database.plan(), applications);
  }

  /**
   * Ends the server and starts it again over its data.
   *
   * @param last what ends it: {@code INT} at once in order, {@code QUIT} without writing anything
   *     down, {@code KILL} without noticing
   * @param pause how long it is away at least
   * @throws IOException when it does not come up again
   */
  public synchronized void restart(Signal last, Duration pause) throws IOException {
    process.stop(last, EmbeddedDatabase.SHUTDOWN_GRACE);
    Awaiting.pause(pause);
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    do {
      if (closing) {
        return;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new IOException("PostgreSQL does not start again:\n" + database.recentLog());
      }
      // It refuses as long as a process of its predecessor is still about to notice the end.
      process = database.serve(register);
    } while (!answersBeforeItEnds());
  }

  /** Ends it in order. */
  synchronized void stop() {
    process.stop(Signal.INT, EmbeddedDatabase.SHUTDOWN_GRACE);
  }

  /** Lets whatever is under way end without waiting for the server. */
  void close() {
    closing = true;
  }

  private boolean answersBeforeItEnds() {
    while (!Connections.answers(vertx, database.plan().superuserUrl())) {
      if (closing || !process.runs()) {
        return false;
      }
      Awaiting.pause(GLANCE);
    }
    return true;
  }
}
