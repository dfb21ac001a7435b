package hma.master;

import hma.master.cli.HostedMaster;
import hma.master.switchover.SwitchoverService;
import hma.protocol.Problem;
import hma.service.HttpServers;
import hma.sync.PostgresSite;
import hma.workflow.Awaiting;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The master for one command: it leads and answers on this machine, and does nothing by the clock
 * but to keep the lead. What it cannot finish, because it is told to stop, the next one goes on
 * with.
 */
final class Host extends VerticleBase {
  private static final Duration LOOK_LIMIT = Duration.ofMinutes(15);

  private final SwitchoverService switchovers;
  private final PostgresSite database;
  private final Workflows workflows;
  private final Router router;
  private final Supplier<Future<Void>> told;
  private final Promise<HostedMaster> leading = Promise.promise();

  /**
   * Does nothing yet.
   *
   * @param told completes once everybody has heard of what was done
   */
  Host(
      SwitchoverService switchovers,
      PostgresSite database,
      Workflows workflows,
      Router router,
      Supplier<Future<Void>> told) {
    this.switchovers = switchovers;
    this.database = database;
    this.workflows = workflows;
    this.router = router;
    this.told = told;
  }

  /** Begins in the context of this verticle, as {@link Tick#start} does. */
  @Override
  public Future<?> start() {
    workflows.start("host", this::lead).onComplete(leading);
    return Future.succeededFuture();
  }

  /** Completes once it leads and answers. */
  Future<HostedMaster> leading() {
    return leading.future();
  }

  private HostedMaster lead() {
    database.install();
    if (!Awaiting.await(switchovers.leadIfFree(), LOOK_LIMIT, "the lead")) {
      throw new Problem(
              409,
              "another-master",
              "The request is refused",
              "another master leads: say where it answers, with --url or HMA_MASTER_URL",
              false)
          .asException();
    }
    vertx.setPeriodic(MasterVerticle.BEAT.toMillis(), timer -> switchovers.beat());
    look(switchovers::keepUp);
    look(switchovers::readQuotas);
    HttpServer server =
        Awaiting.await(
            HttpServers.listenLocally(vertx, router), LOOK_LIMIT, "the server of this process");
    return new Leading(URI.create("http://127.0.0.1:" + server.actualPort()));
  }

  private static void look(Supplier<Future<Void>> look) {
    Awaiting.await(look.get(), LOOK_LIMIT, "a look");
  }

  /** It leads. */
  private final class Leading implements HostedMaster {
    private final URI address;

    private Leading(URI address) {
      this.address = address;
    }

    @Override
    public URI address() {
      return address;
    }

    /** The look begins the way back from a worker that crashes. */
    @Override
    public Future<?> finish() {
      return switchovers
          .idle()
          .compose(idle -> switchovers.keepUp())
          .compose(looked -> switchovers.idle())
          .compose(idle -> told.get());
    }
  }

  @Override
  public Future<?> stop() {
    return workflows.run("stop", switchovers::stop);
  }
}
