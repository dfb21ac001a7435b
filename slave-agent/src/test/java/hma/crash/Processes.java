package hma.crash;

import hma.agent.AgentService;
import hma.agent.work.PreparedSite;
import hma.config.DatabaseUrl;
import hma.config.Secret;
import hma.protocol.Side;
import hma.signing.SigningKeys;
import hma.sync.PostgresSite;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What runs as dynos: workers and the agent. */
final class Processes {
  static final Secret KEY = Secret.of("a key that is long enough for everybody");
  static final SigningKeys KEYS = SigningKeys.of(KEY, Optional.empty());

  private Processes() {}

  /** A worker that writes. */
  static final class WorkerProcess implements LocalApps.DynoProcess {
    private final Supplier<LedgerWorker> workers;
    private @Nullable LedgerWorker worker;
    private @Nullable Thread thread;
    private boolean stubborn;
    private boolean listed;
    private boolean ended;

    WorkerProcess(Side side, DatabaseUrl database, Ledger ledger) {
      this.workers = () -> new LedgerWorker(side, database, ledger);
    }

    @Override
    public synchronized void start() {
      if (ended) {
        return;
      }
      LedgerWorker started = workers.get();
      worker = started;
      listed = true;
      thread = Thread.ofVirtual().name("worker").start(started);
    }

    /** It ends and does not start again. */
    synchronized void end() {
      stubborn = false;
      ended = true;
      stop();
    }

    synchronized void makeStubborn() {
      stubborn = true;
    }

    @Override
    public synchronized void stop() {
      listed = false;
      LedgerWorker told = worker;
      Thread running = thread;
      if (!stubborn && told != null && running != null) {
        told.stop();
        join(running);
      }
    }

    private static void join(Thread thread) {
      try {
        thread.join(Duration.ofSeconds(20));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public synchronized boolean alive() {
      return listed && thread != null && thread.isAlive();
    }

    /** Whether it writes, listed or not. */
    synchronized boolean works() {
      return thread != null && thread.isAlive();
    }
  }

  /** The agent, on a port that stays the same. */
  static final class AgentProcess implements LocalApps.DynoProcess {
    /** Sessions of a master that is silent are dropped soon. */
    private static final AgentService.Timing TIMING =
        new AgentService.Timing(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final DatabaseUrl database;
    private final int port;
    private @Nullable Vertx vertx;

    AgentProcess(DatabaseUrl database, int port) {
      this.database = database;
      this.port = port;
    }

    /** One whose port somebody else's connection has just now is no process: Heroku tries again. */
    @Override
    public synchronized void start() {
      Vertx started = Vertx.vertx();
      PostgresSite site = new PostgresSite(started, Side.SLAVE, database);
      try {
        new AgentService(started, Clock.systemUTC(), TIMING)
            .start(new PreparedSite(site, site::install), KEYS, port)
            .await(20, TimeUnit.SECONDS);
        vertx = started;
      } catch (TimeoutException late) {
        throw new IllegalStateException(late);
      } finally {
        if (vertx == null) {
          started.close();
        }
      }
    }

    /** As SIGKILL does it: nobody is told. */
    @Override
    public synchronized void stop() {
      Vertx running = vertx;
      vertx = null;
      if (running != null) {
        try {
          running.close().await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
          throw new IllegalStateException(late);
        }
      }
    }

    @Override
    public synchronized boolean alive() {
      return vertx != null;
    }
  }
}
