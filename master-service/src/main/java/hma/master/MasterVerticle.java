package hma.master;

import hma.master.switchover.SwitchoverService;
import hma.sync.PostgresSite;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master's triggers: what it does by the clock. */
final class MasterVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MasterVerticle.class);

  /** How often the lead is renewed. */
  static final Duration BEAT = Duration.ofSeconds(5);

  private static final Duration UPKEEP = Duration.ofSeconds(15);
  private static final Duration ADOPTION = Duration.ofSeconds(1);

  /** Each look asks the clock, so no jump of it and no suspended host makes one come too late. */
  private static final Duration SCHEDULE = Duration.ofSeconds(10);

  /** An hour of a dyno is used up in an hour. */
  private static final Duration QUOTAS = Duration.ofMinutes(10);

  private static final Duration REFRESH = Duration.ofSeconds(10);
  private static final Duration LEAD_AGAIN = Duration.ofSeconds(5);

  private final SwitchoverService switchovers;
  private final PostgresSite database;
  private final Workflows workflows;

  MasterVerticle(SwitchoverService switchovers, PostgresSite database, Workflows workflows) {
    this.switchovers = switchovers;
    this.database = database;
    this.workflows = workflows;
  }

  @Override
  public Future<?> start() {
    every(BEAT, switchovers::beat);
    every(UPKEEP, switchovers::keepUp);
    every(SCHEDULE, switchovers::switchWhenDue);
    every(QUOTAS, switchovers::readQuotas);
    every(REFRESH, switchovers::refreshWhenDue);
    every(ADOPTION, () -> switchovers.isReady() ? Future.succeededFuture() : switchovers.keepUp());
    vertx.setPeriodic(BEAT.toMillis(), tick -> switchovers.watchJournal());
    lead();
    return Future.succeededFuture();
  }

  /** The database may not answer yet; the process stays up and ready says why. */
  private void lead() {
    workflows
        .start(
            "install",
            () -> {
              database.install();
              return database;
            })
        .compose(installed -> switchovers.lead())
        .compose(leading -> switchovers.readQuotas())
        .compose(read -> switchovers.keepUp())
        .onFailure(this::leadLater);
  }

  private void leadLater(Throwable failure) {
    log.atError().log("this master can't take the lead yet: {}", failure.getMessage());
    vertx.setTimer(LEAD_AGAIN.toMillis(), timer -> lead());
  }

  /** The next turn starts when the last one has ended. */
  private void every(Duration pause, Supplier<Future<Void>> turn) {
    vertx.setTimer(pause.toMillis(), timer -> turn.get().onComplete(ended -> every(pause, turn)));
  }

  @Override
  public Future<?> stop() {
    return workflows.run("stop", switchovers::stop);
  }
}
