package hma.master;

import hma.master.cli.TickResult;
import hma.master.switchover.SwitchoverService;
import hma.workflow.Workflows;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;

/**
 * One look by the clock, in a process that is started for it and ends with it. What it cannot
 * finish, because it is told to stop, the next one goes on with.
 */
final class Tick extends VerticleBase {
  private final SwitchoverService switchovers;
  private final OneLook look;
  private final Workflows workflows;
  private final Promise<TickResult> result = Promise.promise();

  /** Does nothing yet. */
  Tick(SwitchoverService switchovers, OneLook look, Workflows workflows) {
    this.switchovers = switchovers;
    this.look = look;
    this.workflows = workflows;
  }

  /**
   * Looks, and waits until nothing is under way any more. It begins in the context of this
   * verticle: what is opened there is closed after {@link #stop}, not before.
   */
  @Override
  public Future<?> start() {
    workflows.start("tick", () -> look.look(this::keepLeading)).onComplete(result);
    return Future.succeededFuture();
  }

  private void keepLeading() {
    vertx.setPeriodic(MasterVerticle.BEAT.toMillis(), timer -> switchovers.beat());
  }

  /** Completes with what came of it. */
  Future<TickResult> result() {
    return result.future();
  }

  @Override
  public Future<?> stop() {
    return workflows.run("stop", look::stop);
  }
}
