package hma.master.switchover;

import hma.master.schedule.Plan;
import hma.protocol.Problem;
import hma.protocol.ProblemException;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** The switchovers and refreshes of this installation: at most one runs at any time. */
public interface Switchovers {
  /**
   * Begins a switchover.
   *
   * @return completes once it is journaled; fails with a {@link hma.protocol.ProblemException} of
   *     status 409 when something runs already ({@code switchover-running}, {@code
   *     refresh-running}), when {@code from} is not the active side ({@code not-active}) or {@code
   *     to} is ({@code already-active}); a refresh that nobody has asked for gives way
   */
  Future<SwitchoverView> start(SwitchoverRequest request);

  /**
   * Begins the rehearsal of a switchover: all of it up to the stop, and while the worker writes
   * what would be done in the outage, in a transaction of the standby that is rolled back.
   *
   * @return as {@link #start}; a rehearsal is refused also where nothing is copied while the worker
   *     writes ({@code live-copy-off})
   */
  Future<SwitchoverView> rehearse(SwitchoverRequest request);

  /**
   * Begins a refresh of the standby.
   *
   * @return completes once it is journaled; fails with a {@link hma.protocol.ProblemException} of
   *     status 409 when something runs already ({@code switchover-running}, {@code
   *     refresh-running}), or where nothing is copied while the worker writes ({@code
   *     live-copy-off})
   */
  Future<SwitchoverView> refresh();

  /**
   * A switchover or refresh of now or of the past; empty where the journal has none of that id, and
   * for what is no id at all.
   *
   * @return fails with a {@link hma.protocol.ProblemException} of status 503 when the journal does
   *     not answer within 10 s
   */
  Future<Optional<SwitchoverView>> find(String id);

  /** 404 {@code unknown-switchover}, for an id that {@link #find} does not know. */
  static ProblemException unknown(String id) {
    return new Problem(
            404,
            "unknown-switchover",
            "There is no such switchover",
            "the journal has no switchover '%s': status and history name those there are"
                .formatted(SwitchoverIds.shown(id)),
            false)
        .asException();
  }

  /**
   * What was begun last, the newest first.
   *
   * @return fails as {@link #find} does, and with {@link #unknown} where only what began before an
   *     unknown one is asked for
   */
  Future<SwitchoverPage> history(HistoryQuery query);

  /**
   * Checks that this process leads: another one knows what runs, and what was begun there.
   *
   * @throws hma.protocol.ProblemException 503 {@code not-ready} where it does not
   */
  void checkLead();

  /**
   * Lets a token act, once.
   *
   * @param token its {@code jti}
   * @param expiresAt its {@code exp}
   * @return whether it had not acted before; fails with a {@link hma.protocol.ProblemException} of
   *     status 503 where this master does not lead, or the journal does not answer
   */
  Future<Boolean> spend(String token, Instant expiresAt);

  /**
   * What is known right now; never waits.
   *
   * @throws hma.protocol.ProblemException 503 {@code not-ready} before the journal was read: a
   *     switchover may have been left unfinished
   */
  StatusView status();

  /**
   * What the schedule asks for in the months to come.
   *
   * @param months how many, from the present one on
   * @param budget hours of an account in a month, beside the usual ones
   */
  Plan plan(int months, Optional<Integer> budget);

  /**
   * Calls a running switchover or refresh off.
   *
   * @return completes once that is journaled, with the switchover as it then is; fails with a
   *     {@link hma.protocol.ProblemException} of status 404 for an unknown id and 409 when it is
   *     too late
   */
  Future<SwitchoverView> cancel(String id);
}
