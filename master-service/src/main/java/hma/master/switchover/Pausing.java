package hma.master.switchover;

import io.vertx.core.Future;

/** Whether the schedule is followed. */
public interface Pausing {
  /**
   * Lets no switchover begin by schedule; one that runs goes on.
   *
   * @return completes once it is journaled; fails with a {@link hma.protocol.ProblemException} of
   *     status 422 for a moment that has passed
   */
  Future<PauseView> pause(PauseRequest request);

  /**
   * Lets the schedule be followed again; a boundary that passed meanwhile is caught up.
   *
   * @return completes once it is journaled; fails with a {@link hma.protocol.ProblemException} of
   *     status 409 where {@code HMA_PAUSED} holds it
   */
  Future<Void> resume();
}
