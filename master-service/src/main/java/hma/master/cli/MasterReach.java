package hma.master.cli;

import hma.master.api.ApiClient;
import hma.master.api.UnreachableMaster;
import hma.master.switchover.FailoverSupport;
import hma.protocol.ProblemException;
import hma.workflow.Awaiting;
import java.time.Duration;

/**
 * Whether the master's side can be reached. That its service answers is not enough: it is asked for
 * what only its database can tell.
 */
final class MasterReach implements FailoverSupport.OtherSide {
  /** The id of no switchover. */
  private static final String NONE = "00000000-000000-00000000";

  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** A dyno that restarts is back after a while. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  private final ApiClient master;

  MasterReach(ApiClient master) {
    this.master = master;
  }

  @Override
  public FailoverSupport.Reach look() {
    FailoverSupport.Reach found = once();
    for (int looks = 1; looks < LOOKS && !found.healthy(); looks++) {
      Awaiting.pause(BETWEEN_LOOKS);
      found = once();
    }
    return found;
  }

  private FailoverSupport.Reach once() {
    try {
      var _ = Awaiting.await(master.find(NONE), LIMIT, "the master's answer");
      return healthy();
    } catch (UnreachableMaster silent) {
      return new FailoverSupport.Reach(false, String.valueOf(silent.getMessage()));
    } catch (ProblemException answered) {
      return answered.problem().status() < 500
          ? healthy()
          : new FailoverSupport.Reach(
              false, "the master answers that " + answered.problem().detail());
    }
  }

  private static FailoverSupport.Reach healthy() {
    return new FailoverSupport.Reach(true, "the master answers, and so does its database");
  }
}
