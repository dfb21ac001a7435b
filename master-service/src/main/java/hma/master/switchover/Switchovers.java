package hma.master.switchover;

import io.vertx.core.Future;
import java.util.Optional;

/** The switchovers of this installation: at most one of them runs at any time. */
public interface Switchovers {
  /**
   * Begins a switchover.
   *
   * @return completes once it is journaled; fails with a {@link hma.protocol.ProblemException} of
   *     status 409 when one runs already ({@code switchover-running}), when {@code from} is not the
   *     active side ({@code not-active}) or {@code to} is ({@code already-active})
   */
  Future<SwitchoverView> start(SwitchoverRequest request);

  /**
   * A switchover of now or of the past; empty where the journal has none of that id, and for what
   * is no id at all.
   *
   * @return fails with a {@link hma.protocol.ProblemException} of status 503 when the journal does
   *     not answer within 10 s
   */
  Future<Optional<SwitchoverView>> find(String id);

  /**
   * What is known right now; never waits.
   *
   * @throws hma.protocol.ProblemException 503 {@code not-ready} before the journal was read: a
   *     switchover may have been left unfinished
   */
  StatusView status();

  /**
   * Calls a running switchover off.
   *
   * @return completes once that is journaled, with the switchover as it then is; fails with a
   *     {@link hma.protocol.ProblemException} of status 404 for an unknown id and 409 when it is
   *     too late
   */
  Future<SwitchoverView> cancel(String id);
}
