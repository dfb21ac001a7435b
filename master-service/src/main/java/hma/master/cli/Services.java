package hma.master.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What the command line runs in its own process: the master itself. */
public interface Services {
  /** Runs the master until a signal comes; returns the exit code. */
  int serve();

  /**
   * Runs the master for one look at the clock.
   *
   * @return completes once nothing is under way any more
   */
  Future<TickResult> tick(Vertx vertx);

  /**
   * Makes this process the master for one command. What a former one left is gone on with.
   *
   * @return completes once it leads and answers; fails with {@link hma.config.InvalidSettings}, and
   *     with a {@link hma.protocol.ProblemException} of status 409 where another master leads
   */
  Future<HostedMaster> host(Vertx vertx);
}
