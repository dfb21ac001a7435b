package hma.crash;

import hma.config.DatabaseUrl;
import hma.master.switchover.Step;
import hma.master.switchover.StepListener;
import hma.postgres.Sql;
import hma.postgres.TestPostgres;
import hma.protocol.Side;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Two accounts, their databases and dynos, the line between them, and the masters that come. */
final class World implements AutoCloseable {
  private final TestPostgres server = TestPostgres.shared();
  private final DatabaseUrl master = server.newDatabase();
  private final DatabaseUrl slave = server.newDatabase();
  private final Ledger ledger = new Ledger();
  private final Processes.WorkerProcess masterWorker =
      new Processes.WorkerProcess(Side.MASTER, master, ledger);
  private final Processes.WorkerProcess slaveWorker =
      new Processes.WorkerProcess(Side.SLAVE, slave, ledger);
  private final Processes.AgentProcess agent;
  private final Link link;
  private final LocalApps apps;
  private final Manner manner;
  private final Queue<Plot> plots = new ConcurrentLinkedQueue<>();
  private volatile Master leading;

  /** What is to happen, and where. */
  record Plot(Step step, StepListener.Moment moment, Fault fault) {}

  /**
   * A world at rest.
   *
   * @param active the side whose worker runs
   * @param manner how masters copy
   */
  World(Side active, Manner manner) throws Exception {
    this.manner = manner;
    for (DatabaseUrl database : new DatabaseUrl[] {master, slave}) {
      Sql.execute(database, LedgerWorker.TABLES);
    }
    Sql.execute(database(active), LedgerWorker.FIRST);
    int port = freePort();
    agent = new Processes.AgentProcess(slave, port);
    link = new Link(port);
    apps =
        new LocalApps(
            URI.create("http://127.0.0.1:" + link.port()), masterWorker, slaveWorker, agent);
    apps.scaleWorker(active, 1);
    leading = newMaster();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Master newMaster() throws Exception {
    return new Master(master, apps, manner, this::at).lead();
  }

  /** Arranges for faults, one after the other. */
  void arrange(List<Plot> arranged) {
    plots.addAll(arranged);
  }

  /** What was arranged and has not happened. */
  List<Plot> left() {
    return List.copyOf(plots);
  }

  private void at(String switchover, Step step, StepListener.Moment moment) {
    Plot next = plots.peek();
    if (next != null && next.step() == step && next.moment() == moment && plots.remove(next)) {
      next.fault().strike(this);
    }
  }

  /** Its worker goes on for a while when it is told to stop, and is in no list. */
  void makeStubborn(Side side) {
    (side == Side.MASTER ? masterWorker : slaveWorker).makeStubborn();
  }

  /** Kills the leading master; a new one takes over. Called on its own thread it never returns. */
  void killMaster() {
    Master killed = leading;
    killed.kill();
    Thread.ofVirtual()
        .start(() -> {
          try {
            leading = newMaster();
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        });
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
  }

  /** Heroku starts it again. */
  void killAgent() {
    agent.stop();
  }

  void endSessions(DatabaseUrl database) {
    Sql.execute(
        server.administrator(),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(database.database()));
  }

  /** Both sides' workers end, whatever they were told before. */
  void endWorkers() {
    masterWorker.end();
    slaveWorker.end();
  }

  Master leading() {
    return leading;
  }

  LocalApps apps() {
    return apps;
  }

  Link link() {
    return link;
  }

  Ledger ledger() {
    return ledger;
  }

  DatabaseUrl masterDatabase() {
    return master;
  }

  DatabaseUrl slaveDatabase() {
    return slave;
  }

  DatabaseUrl database(Side side) {
    return side == Side.MASTER ? master : slave;
  }

  /** Whether a side's worker runs. */
  boolean works(Side side) {
    return (side == Side.MASTER ? masterWorker : slaveWorker).works();
  }

  @Override
  public void close() throws Exception {
    leading.kill();
    apps.close();
    link.close();
    for (DatabaseUrl database : new DatabaseUrl[] {master, slave}) {
      Sql.execute(
          server.administrator(),
          "DROP DATABASE \"%s\" WITH (FORCE)".formatted(database.database()),
          "DROP ROLE \"%s\"".formatted(database.user()));
    }
  }
}
